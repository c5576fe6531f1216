@NullMarked
package org.sequitur.reference;

import org.jspecify.annotations.NullMarked;
