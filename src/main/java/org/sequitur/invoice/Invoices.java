package org.sequitur.invoice;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sequitur.reference.Reference;
import org.sequitur.store.Columns;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored invoices and credit notes of a company, to read. */
public final class Invoices {

    public static final String REFERENCE_TOO_LONG =
            "reference is too long (maximum is " + Reference.MOST_CHARACTERS + " characters)";

    static final String REFERENCE_TAKEN = "reference has already been taken";

    static final String NUMBERED_WHEN_ISSUED =
            "reference can't be chosen: this company numbers its documents when they are issued";

    /** Beyond, it is cheaper to go through the list than to gather and sort what has changed. */
    private static final int MOST_TO_GATHER = 200_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    Invoices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A page of invoices and how many there are on all pages. */
    record Page(List<Invoice> invoices, long total) {}

    public Optional<Invoice> find(long companyId, DocumentKind kind, long id) {
        return jdbc.sql(InvoiceRows.SELECT + "WHERE d.company_id = ? AND d.id = ? AND d.kind = ?")
                .params(companyId, id, kind.word())
                .query((row, number) -> InvoiceRows.invoice(row))
                .optional()
                .map(invoice -> withItems(companyId, List.of(invoice)).getFirst());
    }

    /** @throws WireException 404 when the company has no such document */
    Invoice get(long companyId, DocumentKind kind, long id) {
        return find(companyId, kind, id).orElseThrow(WireException::notFound);
    }

    /** Those of some invoices that exist, without their lines. */
    public List<Invoice> those(long companyId, List<Long> ids) {
        return jdbc.sql(InvoiceRows.SELECT
                        + "WHERE d.company_id = ? AND d.id = ANY(?) AND d.kind = 'invoice' ORDER BY d.id")
                .params(companyId, ids.toArray(Long[]::new))
                .query((row, number) -> InvoiceRows.invoice(row))
                .list();
    }

    /** Those of some invoices that are scheduled for that day or an earlier one, in the order of their dates; none of a held company. */
    List<Invoice> scheduled(long companyId, List<Long> ids, LocalDate day) {
        List<Invoice> scheduled = jdbc.sql(InvoiceRows.SELECT + """
                        WHERE d.company_id = ? AND d.id = ANY(?) AND d.kind = 'invoice' AND d.state = 'scheduled'
                            AND d.dated_on <= ?
                            AND NOT EXISTS (SELECT FROM company h WHERE h.id = d.company_id AND h.held_since IS NOT NULL)
                        ORDER BY d.dated_on, d.id
                        """)
                .params(companyId, ids.toArray(Long[]::new), day)
                .query((row, number) -> InvoiceRows.invoice(row))
                .list();
        return withItems(companyId, scheduled);
    }

    /** The invoice or credit note that a line belongs to. */
    Invoice getByItem(long companyId, long itemId) {
        return jdbc.sql(InvoiceRows.SELECT + """
                        JOIN document_item i ON i.company_id = d.company_id AND i.document_id = d.id
                        WHERE i.company_id = ? AND i.id = ?
                        """)
                .params(companyId, itemId)
                .query((row, number) -> InvoiceRows.invoice(row))
                .optional()
                .map(invoice -> withItems(companyId, List.of(invoice)).getFirst())
                .orElseThrow(WireException::notFound);
    }

    /** A page of the credit notes, of which there are few enough to go through. */
    Page page(long companyId, CreditNoteFilter filter, boolean withItems) {
        List<Invoice> notes = jdbc.sql(InvoiceRows.SELECT + filter.where() + filter.order() + " LIMIT ? OFFSET ?")
                .params(filter.parameters(filter.limit(), filter.offset()))
                .query((row, number) -> InvoiceRows.invoice(row))
                .list();
        long total = jdbc.sql("SELECT count(*) FROM document d " + filter.where())
                .params(filter.parameters())
                .query(Long.class)
                .single();
        return new Page(withItems ? withItems(companyId, notes) : notes, total);
    }

    Page page(long companyId, InvoiceFilter filter, boolean withItems) {
        Page page = page(companyId, filter);
        return withItems ? new Page(withItems(companyId, page.invoices()), page.total()) : page;
    }

    private Page page(long companyId, InvoiceFilter filter) {
        long all = all(companyId);
        boolean isNear = filter.offset() + filter.limit() <= InvoiceCounts.BLOCK;
        if (filter.isEverything() && isNear) {
            return new Page(walk(filter), all);
        }
        if (!filter.counts().isKnown() || all < InvoiceCounts.BLOCK) {
            return new Page(walk(filter), count(filter));
        }
        return filter.since() == null || filter.isByChange()
                ? find(InvoiceBlocks.page(companyId, filter))
                : changedInOrderOfCreation(companyId, filter);
    }

    /**
     * The counts of blocks tell the total. They only tell where the page is when all that the view shows has changed since, which
     * is when both orders count the same.
     */
    private Page changedInOrderOfCreation(long companyId, InvoiceFilter filter) {
        long total = total(InvoiceBlocks.total(companyId, filter));
        Page page = find(InvoiceBlocks.page(companyId, filter));
        if (page.total() == total) {
            return page;
        }
        boolean isFew = total(InvoiceBlocks.totalOfAnyView(companyId, filter)) <= MOST_TO_GATHER;
        return new Page(isFew ? gather(companyId, filter) : walk(filter), total);
    }

    private long total(InvoiceBlocks blocks) {
        return jdbc.sql(blocks.sql())
                .params(blocks.parameters())
                .query(Long.class)
                .single();
    }

    private Page find(InvoiceBlocks blocks) {
        long[] total = new long[1];
        List<Invoice> invoices = new ArrayList<>();
        jdbc.sql(blocks.sql()).params(blocks.parameters()).query(row -> {
            total[0] = row.getLong("total");
            if (row.getObject("id") != null) {
                invoices.add(InvoiceRows.invoice(row));
            }
        });
        return new Page(invoices, total[0]);
    }

    /** The page by going through the list from its beginning. */
    private List<Invoice> walk(InvoiceFilter filter) {
        return jdbc.sql(InvoiceRows.SELECT + filter.where() + filter.order() + " LIMIT ? OFFSET ?")
                .params(filter.parameters(filter.limit(), filter.offset()))
                .query((row, number) -> InvoiceRows.invoice(row))
                .list();
    }

    /** The page by gathering all that has changed since; the inner query keeps the planner from walking through all the rest. */
    private List<Invoice> gather(long companyId, InvoiceFilter filter) {
        Instant since = Objects.requireNonNull(filter.since());
        return jdbc.sql(InvoiceRows.SELECT
                        + """
                        WHERE d.company_id = ? AND d.id = ANY(ARRAY(
                            SELECT d.id FROM (
                                SELECT d.* FROM document d
                                WHERE d.company_id = ? AND d.kind = 'invoice' AND d.updated_at >= ? OFFSET 0) AS d
                        """
                        + filter.where() + filter.order() + " LIMIT ? OFFSET ?))" + filter.order())
                .param(companyId)
                .param(companyId)
                .param(Columns.timestamp(since))
                .params(filter.parameters(filter.limit(), filter.offset()))
                .query((row, number) -> InvoiceRows.invoice(row))
                .list();
    }

    private long count(InvoiceFilter filter) {
        return jdbc.sql("SELECT count(*) FROM document d " + filter.where())
                .params(filter.parameters())
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private long all(long companyId) {
        return jdbc.sql("""
                        SELECT invoices_draft + invoices_scheduled + invoices_sent + invoices_cancelled
                        FROM document_register WHERE company_id = ?
                        """)
                .param(companyId)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private List<Invoice> withItems(long companyId, List<Invoice> invoices) {
        if (invoices.isEmpty()) {
            return invoices;
        }
        Map<Long, List<InvoiceItem>> items = new HashMap<>();
        jdbc.sql(InvoiceRows.SELECT_ITEMS
                        + "WHERE i.company_id = ? AND i.document_id = ANY(?) ORDER BY i.document_id, i.position")
                .params(companyId, invoices.stream().mapToLong(Invoice::id).toArray())
                .query(row -> {
                    items.computeIfAbsent(row.getLong("document_id"), id -> new ArrayList<>())
                            .add(InvoiceRows.item(row));
                });
        return invoices.stream()
                .map(invoice -> invoice.with(
                        invoice.contents().with(items.getOrDefault(invoice.id(), List.of())), invoice.updatedAt()))
                .toList();
    }

    /** The company's own day. */
    public LocalDate today(long companyId) {
        String zone = jdbc.sql("SELECT time_zone FROM company WHERE id = ?")
                .param(companyId)
                .query((row, number) -> row.getString(1))
                .single();
        return LocalDate.now(clock.withZone(ZoneId.of(zone)));
    }
}
