/** Invoices: what one says, what it comes to, which state it is in, and how many are created at once. */
@NullMarked
package org.sequitur.invoice;

import org.jspecify.annotations.NullMarked;
