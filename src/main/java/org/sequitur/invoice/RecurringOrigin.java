package org.sequitur.invoice;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireException;

/**
 * A day of a recurring invoice. It becomes one invoice: whoever comes second, in whatever process, finds that the next day is another
 * one by then. Of a company that was held meanwhile nothing comes.
 */
final class RecurringOrigin implements InvoiceOrigin {

    private final long companyId;
    private final RecurringInvoice recurring;
    private final LocalDate day;
    private @Nullable LocalDate seen;

    RecurringOrigin(long companyId, RecurringInvoice recurring, LocalDate day) {
        this.companyId = companyId;
        this.recurring = recurring;
        this.day = day;
    }

    private record Day(long companyId, long recurringId, LocalDate day) {}

    @Override
    public void ask(Flight look) {
        look.ask(
                """
                SELECT r.next_recurs_on FROM recurring_invoice r JOIN company c ON c.id = r.company_id
                WHERE r.company_id = ? AND r.id = ? AND r.status = 'active' AND r.updated_at = ? AND c.held_since IS NULL
                """,
                rows -> seen = rows.next() ? Columns.date(rows, "next_recurs_on") : null,
                companyId,
                recurring.id(),
                recurring.updatedAt());
    }

    @Override
    public void take(Set<Object> taken) {
        if (!day.equals(seen) || !taken.add(new Day(companyId, recurring.id(), day))) {
            throw WireException.conflict();
        }
    }

    @Override
    public void tell(Flight write, Invoice stored) {
        RecurringInvoice after = recurring.recurred(day, stored.reference());
        Reference first = after.firstReference();
        write.tell(
                """
                UPDATE recurring_invoice
                SET last_recurred_on = ?, next_recurs_on = ?, reference = ?, problem = NULL, retry_at = NULL
                WHERE company_id = ? AND id = ?
                """,
                after.lastRecurredOn(),
                after.nextRecursOn(),
                first == null ? null : first.text(),
                companyId,
                recurring.id());
    }
}
