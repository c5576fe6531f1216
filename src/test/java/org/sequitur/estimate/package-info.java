@NullMarked
package org.sequitur.estimate;

import org.jspecify.annotations.NullMarked;
