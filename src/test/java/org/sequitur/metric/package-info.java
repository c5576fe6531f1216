@NullMarked
package org.sequitur.metric;

import org.jspecify.annotations.NullMarked;
