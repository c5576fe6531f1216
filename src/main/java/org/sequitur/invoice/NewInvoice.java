package org.sequitur.invoice;

import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;

/**
 * A request for an invoice, checked as far as that needs no database.
 *
 * @param reference null for the next one of the sequence
 */
record NewInvoice(
        long companyId, InvoiceContents contents, @Nullable Reference reference) {}
