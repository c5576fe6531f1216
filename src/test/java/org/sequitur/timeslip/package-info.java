@NullMarked
package org.sequitur.timeslip;

import org.jspecify.annotations.NullMarked;
