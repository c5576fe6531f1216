/** What the server guarantees as a whole. */
@NullMarked
package org.sequitur.server;

import org.jspecify.annotations.NullMarked;
