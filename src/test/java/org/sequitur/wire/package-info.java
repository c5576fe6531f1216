/** What the kernel guarantees. */
@NullMarked
package org.sequitur.wire;

import org.jspecify.annotations.NullMarked;
