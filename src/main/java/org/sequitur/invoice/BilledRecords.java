package org.sequitur.invoice;

import java.time.Instant;
import org.sequitur.store.Flight;
import org.sequitur.wire.Caller;

/**
 * Records of one kind that invoices bill, and that an invoice marks as its {@link InvoiceOrigin}. When the invoice is deleted they
 * may be billed again.
 */
public interface BilledRecords {

    /** Adds the taking back of the mark, before the invoice goes, in a transaction that holds the company's register. */
    void tellReleased(Flight write, Caller caller, long invoiceId, Instant now);
}
