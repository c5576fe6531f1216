@NullMarked
package org.sequitur.property;

import org.jspecify.annotations.NullMarked;
