/** In which form the log is written, and how much of it may be asked for. */
@NullMarked
package org.sequitur.log;

import org.jspecify.annotations.NullMarked;
