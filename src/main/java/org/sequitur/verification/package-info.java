/** What the books of a company must fulfil, as checks that are run on a whole database. */
@NullMarked
package org.sequitur.verification;

import org.jspecify.annotations.NullMarked;
