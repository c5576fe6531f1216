/** What a company sells again and again: lines kept for documents, and what is in stock. */
@NullMarked
package org.sequitur.pricelist;

import org.jspecify.annotations.NullMarked;
