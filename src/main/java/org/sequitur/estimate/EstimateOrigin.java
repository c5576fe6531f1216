package org.sequitur.estimate;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceOrigin;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireException;

/**
 * An estimate that becomes an invoice. Its row is locked from the look on, so it is billed as it was read or not at all: whoever comes
 * second, in whatever process, finds that it is invoiced.
 */
final class EstimateOrigin implements InvoiceOrigin {

    private final long companyId;
    private final Estimate read;
    private final Instant now;
    private @Nullable Instant seen;
    private boolean isStale;

    EstimateOrigin(long companyId, Estimate read, Instant now) {
        this.companyId = companyId;
        this.read = read;
        this.now = now;
    }

    /** What of a transaction nobody else may bill any more. */
    record Billed(long companyId, long estimateId) {}

    /** Whether it was refused only because the estimate was changed since it was read. */
    boolean isStale() {
        return isStale;
    }

    @Override
    public void ask(Flight look) {
        look.ask(
                "SELECT updated_at FROM estimate WHERE company_id = ? AND id = ? FOR NO KEY UPDATE",
                rows -> seen = rows.next() ? Columns.instant(rows, "updated_at") : null,
                companyId,
                read.id());
    }

    @Override
    public void take(Set<Object> taken) {
        isStale = !read.updatedAt().equals(seen) || !taken.add(new Billed(companyId, read.id()));
        if (isStale) {
            throw WireException.conflict();
        }
    }

    @Override
    public boolean isAllOfIt() {
        return true;
    }

    @Override
    public void tell(Flight write, Invoice stored) {
        Estimate billed = read.billed(stored.id(), now);
        write.tell(
                "UPDATE estimate SET status = ?, invoice_id = ?, updated_at = ? WHERE company_id = ? AND id = ?",
                billed.status().word(),
                billed.invoiceId(),
                billed.updatedAt(),
                companyId,
                read.id());
    }
}
