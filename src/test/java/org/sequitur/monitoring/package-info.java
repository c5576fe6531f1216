@NullMarked
package org.sequitur.monitoring;

import org.jspecify.annotations.NullMarked;
