/** Shows operators what the rooms count. Only this room knows Prometheus. */
@NullMarked
package org.sequitur.monitoring;

import org.jspecify.annotations.NullMarked;
