/** The chart of accounts: what every company has of it, and what each has added. */
@NullMarked
package org.sequitur.category;

import org.jspecify.annotations.NullMarked;
