@NullMarked
package org.sequitur.architecture;

import org.jspecify.annotations.NullMarked;
