package org.sequitur.expense;

import java.time.Instant;
import java.util.List;
import org.sequitur.invoice.BilledRecords;
import org.sequitur.store.Flight;
import org.sequitur.wire.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The expenses that invoices bill. When an invoice is deleted they can be billed again. */
@Component
public final class RebilledExpenses implements BilledRecords {

    private final JdbcClient jdbc;

    RebilledExpenses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of those on one invoice, the oldest first. */
    public List<Long> on(long companyId, long invoiceId) {
        return jdbc.sql("""
                        SELECT id FROM expense WHERE company_id = ? AND rebilled_on_invoice_id = ? ORDER BY dated_on, id
                        """).params(companyId, invoiceId).query(Long.class).list();
    }

    @Override
    public void tellReleased(Flight write, Caller caller, long invoiceId, Instant now) {
        write.tell("""
                UPDATE expense SET rebilled_on_invoice_id = NULL, rebilled_on_item_id = NULL,
                       updated_at = greatest(?, moment_after(updated_at))
                WHERE company_id = ? AND rebilled_on_invoice_id = ?
                """, now, caller.companyId(), invoiceId);
    }
}
