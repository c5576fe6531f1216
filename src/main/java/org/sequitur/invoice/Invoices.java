package org.sequitur.invoice;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sequitur.reference.Reference;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored invoices of a company, to read. */
final class Invoices {

    static final String REFERENCE_TOO_LONG =
            "reference is too long (maximum is " + Reference.MOST_CHARACTERS + " characters)";

    static final String REFERENCE_TAKEN = "reference has already been taken";

    private final JdbcClient jdbc;
    private final Clock clock;

    Invoices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A page of invoices and how many there are on all pages. */
    record Page(List<Invoice> invoices, long total) {}

    Optional<Invoice> find(long companyId, long id) {
        return jdbc.sql(InvoiceRows.SELECT + "WHERE d.company_id = ? AND d.id = ? AND d.kind = 'invoice'")
                .params(companyId, id)
                .query((row, number) -> InvoiceRows.invoice(row))
                .optional()
                .map(invoice -> withItems(companyId, List.of(invoice)).getFirst());
    }

    /** @throws WireException 404 when the company has no such invoice */
    Invoice get(long companyId, long id) {
        return find(companyId, id).orElseThrow(WireException::notFound);
    }

    /** The invoice that a line belongs to. */
    Invoice getByItem(long companyId, long itemId) {
        return jdbc.sql("SELECT document_id FROM document_item WHERE company_id = ? AND id = ?")
                .params(companyId, itemId)
                .query((row, number) -> row.getLong(1))
                .optional()
                .flatMap(id -> find(companyId, id))
                .orElseThrow(WireException::notFound);
    }

    Page page(long companyId, InvoiceFilter filter, boolean withItems) {
        List<Invoice> invoices = jdbc.sql(InvoiceRows.SELECT + filter.where() + filter.order() + " LIMIT ? OFFSET ?")
                .params(filter.parameters(filter.limit(), filter.offset()))
                .query((row, number) -> InvoiceRows.invoice(row))
                .list();
        return new Page(withItems ? withItems(companyId, invoices) : invoices, total(companyId, filter));
    }

    private long total(long companyId, InvoiceFilter filter) {
        if (filter.isEverything()) {
            return jdbc.sql("""
                            SELECT invoices_draft + invoices_scheduled + invoices_sent + invoices_cancelled
                            FROM document_register WHERE company_id = ?
                            """)
                    .param(companyId)
                    .query((row, number) -> row.getLong(1))
                    .single();
        }
        return jdbc.sql("SELECT count(*) FROM document d " + filter.where())
                .params(filter.parameters())
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
    LocalDate today(long companyId) {
        String zone = jdbc.sql("SELECT time_zone FROM company WHERE id = ?")
                .param(companyId)
                .query((row, number) -> row.getString(1))
                .single();
        return LocalDate.now(clock.withZone(ZoneId.of(zone)));
    }
}
