/** How many requests, refreshes of tokens and unknown tokens are taken in a minute and in an hour. */
@NullMarked
package org.sequitur.limit;

import org.jspecify.annotations.NullMarked;
