package org.sequitur.timeslip;

import java.time.Instant;
import org.sequitur.invoice.BilledRecords;
import org.sequitur.store.Flight;
import org.sequitur.wire.Caller;
import org.springframework.stereotype.Component;

/** The time that invoices bill. When an invoice is deleted it can be billed again. */
@Component
final class BilledTimeslips implements BilledRecords {

    /** A foreign key would see to it, too, but for a distributed database, which cannot have it. */
    @Override
    public void tellReleased(Flight write, Caller caller, long invoiceId, Instant now) {
        write.tell(
                "UPDATE timeslip SET billed_on_invoice_id = NULL WHERE company_id = ? AND billed_on_invoice_id = ?",
                caller.companyId(),
                invoiceId);
    }
}
