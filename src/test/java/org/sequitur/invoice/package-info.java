@NullMarked
package org.sequitur.invoice;

import org.jspecify.annotations.NullMarked;
