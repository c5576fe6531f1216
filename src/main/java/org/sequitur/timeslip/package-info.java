/** Time that people spend on tasks, and the timers that take it. */
@NullMarked
package org.sequitur.timeslip;

import org.jspecify.annotations.NullMarked;
