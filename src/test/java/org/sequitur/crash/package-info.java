@NullMarked
package org.sequitur.crash;

import org.jspecify.annotations.NullMarked;
