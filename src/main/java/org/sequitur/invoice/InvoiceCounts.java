package org.sequitur.invoice;

import java.util.Map;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/**
 * Keeps right what is counted about invoices, in the transaction that changes them: how many are in each state, and the counts of
 * blocks from which lists find their pages ({@code docs/internals/lists.md}). The caller holds the company's register.
 */
final class InvoiceCounts {

    /** How many invoices of the company's newest are counted one by one before they are made a block. */
    static final int BLOCK = 2048;

    private InvoiceCounts() {}

    static void tellCreated(Flight flight, Map<Long, Integer> draftsByCompany) {
        Rows added = new Rows("bigint", "bigint");
        draftsByCompany.forEach((companyId, count) -> added.add(companyId, count.longValue()));
        flight.tell("""
                UPDATE document_register r SET invoices_draft = r.invoices_draft + added.count,
                    created_tail = r.created_tail + added.count, updated_tail = r.updated_tail + added.count
                FROM %s AS added(company_id, count) WHERE r.company_id = added.company_id
                """.formatted(added.unnest()), added.columns());
        // Of several servers' clocks one is behind: what it stamps may belong into a block of the order of change.
        flight.ask("""
                SELECT count_document(added.company_id, late.id, 1)
                FROM %s AS added(company_id, count)
                CROSS JOIN LATERAL (
                    SELECT d.updated_at FROM document d WHERE d.company_id = added.company_id ORDER BY d.id DESC LIMIT 1
                    ) AS newest
                CROSS JOIN LATERAL (
                    SELECT b.last_updated_at FROM document_block b
                    WHERE b.company_id = added.company_id AND b.sorting = 'updated'
                    ORDER BY b.last_updated_at DESC, b.last_id DESC LIMIT 1) AS block
                CROSS JOIN LATERAL (
                    SELECT d.id FROM document d WHERE d.company_id = added.company_id
                    ORDER BY d.id DESC LIMIT added.count) AS late
                WHERE newest.updated_at <= block.last_updated_at
                """.formatted(added.unnest()), rows -> {}, added.columns());
        flight.ask(
                """
                SELECT close_document_blocks(r.company_id, s.sorting)
                FROM document_register r, (VALUES ('created'), ('updated')) AS s(sorting)
                WHERE r.company_id = ANY(?)
                    AND CASE s.sorting WHEN 'created' THEN r.created_tail ELSE r.updated_tail END >= %d
                """.formatted(BLOCK),
                rows -> {},
                draftsByCompany.keySet().stream().mapToLong(Long::longValue).toArray());
    }

    /** Before a statement that changes or deletes an invoice: it is counted as what it was no more. */
    static void tellLeaving(Flight flight, long companyId, long id) {
        flight.ask("SELECT count_document(?, ?, -1)", rows -> {}, companyId, id);
    }

    /** After the statement: it is counted as what it is now. */
    static void tellEntering(Flight flight, long companyId, long id) {
        flight.ask("SELECT count_document(?, ?, 1)", rows -> {}, companyId, id);
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
