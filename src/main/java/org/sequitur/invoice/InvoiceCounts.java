package org.sequitur.invoice;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.DocumentRegister;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/**
 * Keeps right what is counted about invoices, in the transaction that changes them: how many are in each state, and the counts of
 * blocks from which lists find their pages ({@code docs/internals/lists.md}). The caller holds the company's register.
 */
final class InvoiceCounts {

    /** How many invoices of the company's newest are counted one by one before they are made a block. */
    static final int BLOCK = 2048;

    private record Tails(
            long created, long updated, @Nullable Instant blocksUntil) {}

    private final Map<Long, Tails> tails = new HashMap<>();

    /** Adds the lock of the registers, and reads what stands. */
    void lock(Flight flight, long... companyIds) {
        DocumentRegister.lock(
                flight,
                rows -> {
                    while (rows.next()) {
                        OffsetDateTime until = rows.getObject(4, OffsetDateTime.class);
                        tails.put(
                                rows.getLong(1),
                                new Tails(rows.getLong(2), rows.getLong(3), until == null ? null : until.toInstant()));
                    }
                },
                companyIds);
    }

    /** When an invoice is created: now, or if this server's clock is behind others', after all that is in blocks. */
    Instant stamp(long companyId, Instant now) {
        Instant until = tailsOf(companyId).blocksUntil();
        return until == null || now.isAfter(until) ? now : until.plusMillis(1);
    }

    void tellCreated(Flight flight, Map<Long, Integer> draftsByCompany) {
        Rows added = new Rows("bigint", "bigint");
        draftsByCompany.forEach((companyId, count) -> added.add(companyId, count.longValue()));
        flight.tell("""
                UPDATE document_register r SET invoices_draft = r.invoices_draft + added.count,
                    created_tail = r.created_tail + added.count, updated_tail = r.updated_tail + added.count
                FROM %s AS added(company_id, count) WHERE r.company_id = added.company_id AND r.company_id = ANY(?)
                """.formatted(added.unnest()), added.columnsAndCompanies());
        Rows closed = new Rows("bigint", "text");
        draftsByCompany.forEach((companyId, count) -> {
            Tails tails = tailsOf(companyId);
            if (tails.created() + count >= BLOCK) {
                closed.add(companyId, "created");
            }
            if (tails.updated() + count >= BLOCK) {
                closed.add(companyId, "updated");
            }
        });
        if (!closed.isEmpty()) {
            flight.ask(
                    "SELECT close_document_blocks(company_id, sorting) FROM %s AS closed(company_id, sorting)"
                            .formatted(closed.unnest()),
                    rows -> {},
                    closed.columns());
        }
    }

    private Tails tailsOf(long companyId) {
        return Objects.requireNonNull(tails.get(companyId), "counted before it was asked");
    }

    /** Before a statement that changes or deletes an invoice: it is counted as what it was no more. */
    static void tellLeaving(Flight flight, long companyId, long id) {
        flight.ask("SELECT count_document(?, ?, -1)", rows -> {}, companyId, id);
    }

    /** After the statement: it is counted as what it is now. */
    static void tellEntering(Flight flight, long companyId, long id) {
        flight.ask("SELECT count_document(?, ?, 1)", rows -> {}, companyId, id);
    }

    static void tellMoved(Flight flight, long companyId, Invoice invoice, InvoiceState to) {
        if (isCounted(invoice) && invoice.state() != to) {
            tellMoved(flight, companyId, invoice.state(), to);
        }
    }

    /** After {@link #tellCreated}, of an invoice that was no draft from the beginning. */
    static void tellNotDraft(Flight flight, long companyId, Invoice invoice) {
        tellMoved(flight, companyId, InvoiceState.DRAFT, invoice.state());
    }

    private static void tellMoved(Flight flight, long companyId, InvoiceState from, InvoiceState to) {
        flight.tell(
                "UPDATE document_register SET %1$s = %1$s - 1, %2$s = %2$s + 1 WHERE company_id = ?"
                        .formatted(column(from), column(to)),
                companyId);
    }

    static void tellGone(Flight flight, long companyId, Invoice invoice) {
        if (isCounted(invoice)) {
            flight.tell(
                    "UPDATE document_register SET %1$s = %1$s - 1 WHERE company_id = ?"
                            .formatted(column(invoice.state())),
                    companyId);
        }
    }

    /** Credit notes are few: nobody counts them before they are listed. */
    static boolean isCounted(Invoice document) {
        return document.kind() == DocumentKind.INVOICE;
    }

    private static String column(InvoiceState state) {
        return "invoices_" + state.word();
    }
}
