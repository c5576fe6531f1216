package org.sequitur.invoice;

import java.util.Map;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/** Keeps the number of invoices in each state right, in the transaction that changes it. */
final class InvoiceCounts {

    private InvoiceCounts() {}

    static void tellCreated(Flight flight, Map<Long, Integer> draftsByCompany) {
        Rows added = new Rows("bigint", "bigint");
        draftsByCompany.forEach((companyId, count) -> added.add(companyId, count.longValue()));
        flight.tell("""
                UPDATE document_register r SET invoices_draft = r.invoices_draft + added.count
                FROM %s AS added(company_id, count) WHERE r.company_id = added.company_id
                """.formatted(added.unnest()), added.columns());
    }

    static void tellMoved(Flight flight, long companyId, InvoiceState from, InvoiceState to) {
        if (from != to) {
            flight.tell(
                    "UPDATE document_register SET %1$s = %1$s - 1, %2$s = %2$s + 1 WHERE company_id = ?"
                            .formatted(column(from), column(to)),
                    companyId);
        }
    }

    static void tellGone(Flight flight, long companyId, InvoiceState from) {
        flight.tell(
                "UPDATE document_register SET %1$s = %1$s - 1 WHERE company_id = ?".formatted(column(from)), companyId);
    }

    private static String column(InvoiceState state) {
        return "invoices_" + state.word();
    }
}
