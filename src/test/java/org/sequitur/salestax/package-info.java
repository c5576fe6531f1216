@NullMarked
package org.sequitur.salestax;

import org.jspecify.annotations.NullMarked;
