/** References of documents: what follows what, and how many callers at once get numbers without a race, a hole or a wait. */
@NullMarked
package org.sequitur.reference;

import org.jspecify.annotations.NullMarked;
