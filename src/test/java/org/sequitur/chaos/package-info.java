@NullMarked
package org.sequitur.chaos;

import org.jspecify.annotations.NullMarked;
