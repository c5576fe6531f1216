@NullMarked
package org.sequitur.cluster;

import org.jspecify.annotations.NullMarked;
