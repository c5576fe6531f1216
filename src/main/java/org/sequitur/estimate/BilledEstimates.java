package org.sequitur.estimate;

import java.time.Instant;
import org.sequitur.invoice.BilledRecords;
import org.sequitur.store.Flight;
import org.sequitur.wire.Caller;
import org.springframework.stereotype.Component;

/** Estimates are approved again when the invoice that they became is deleted. */
@Component
final class BilledEstimates implements BilledRecords {

    @Override
    public void tellReleased(Flight write, Caller caller, long invoiceId, Instant now) {
        write.tell("""
                UPDATE estimate SET status = 'Approved', invoice_id = NULL,
                       updated_at = greatest(?, moment_after(updated_at))
                WHERE company_id = ? AND invoice_id = ?
                """, now, caller.companyId(), invoiceId);
    }
}
