/**
 * Companies that come from FreeAgent: their records are fetched over its API, page by page, and made into an archive that is loaded like
 * any other.
 */
@NullMarked
package org.sequitur.freeagent;

import org.jspecify.annotations.NullMarked;
