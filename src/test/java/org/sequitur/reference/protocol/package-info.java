@NullMarked
package org.sequitur.reference.protocol;

import org.jspecify.annotations.NullMarked;
