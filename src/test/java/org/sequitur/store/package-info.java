/** What the ground guarantees. */
@NullMarked
package org.sequitur.store;

import org.jspecify.annotations.NullMarked;
