package org.sequitur.invoice;

import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;

/**
 * An invoice that is asked for, checked as far as that needs no database.
 *
 * @param reference null for the next one of the sequence
 */
record NewInvoice(InvoiceContents contents, @Nullable Reference reference) {}
