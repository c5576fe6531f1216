package org.sequitur.invoice;

import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;

/**
 * An invoice or credit note that is asked for, checked as far as that needs no database.
 *
 * @param reference null for the next one of the sequence
 */
record NewInvoice(
        DocumentKind kind,
        InvoiceContents contents,
        @Nullable Reference reference) {}
