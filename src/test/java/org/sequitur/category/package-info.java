@NullMarked
package org.sequitur.category;

import org.jspecify.annotations.NullMarked;
