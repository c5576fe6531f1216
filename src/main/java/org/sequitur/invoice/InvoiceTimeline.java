package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.sequitur.contact.ContactName;
import org.sequitur.money.MoneyText;
import org.sequitur.wire.ListQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened to a company's invoices: sent, paid, written off; the newest first. */
final class InvoiceTimeline {

    /** One thing that happened. */
    record Entry(String reference, String summary, String description, LocalDate datedOn, BigDecimal amount) {}

    /** A page of entries and how many there are on all pages. */
    record Page(List<Entry> entries, long total) {}

    /** Days are skipped by their counts; of those that are left only the events of the page's days are looked at. */
    private static final String PAGE = """
            WITH placed AS (
                SELECT day, events, sum(events) OVER (ORDER BY day DESC) AS upto
                FROM document_event_day WHERE company_id = ? AND events > 0
            ), chosen AS MATERIALIZED (
                SELECT day, upto - events AS before FROM placed WHERE upto > ? AND upto - events < ?
            ), page AS MATERIALIZED (
                SELECT e.* FROM document_event e
                WHERE e.company_id = ? AND e.day >= (SELECT min(day) FROM chosen) AND e.day <= (SELECT max(day) FROM chosen)
                ORDER BY e.day DESC, e.id DESC, e.name DESC
                LIMIT ? OFFSET ?::bigint - (SELECT min(before) FROM chosen)
            )
            SELECT page.*, c.organisation_name, c.first_name, c.last_name
            FROM page JOIN contact c ON c.company_id = page.company_id AND c.id = page.contact_id
            ORDER BY page.day DESC, page.id DESC, page.name DESC
            """;

    private final JdbcClient jdbc;

    InvoiceTimeline(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page page(long companyId, ListQuery query) {
        List<Entry> entries = jdbc.sql(PAGE)
                .params(
                        companyId,
                        query.offset(),
                        query.offset() + query.perPage(),
                        companyId,
                        query.perPage(),
                        query.offset())
                .query((row, number) -> new Entry(
                        row.getString("reference"),
                        "%s: %s: %s %s"
                                .formatted(
                                        row.getString("name"),
                                        row.getString("reference"),
                                        MoneyText.of(row.getBigDecimal("amount"), row.getString("currency")),
                                        row.getString("verb")),
                        new ContactName(
                                        row.getString("first_name"),
                                        row.getString("last_name"),
                                        row.getString("organisation_name"))
                                .display(),
                        row.getObject("day", LocalDate.class),
                        row.getBigDecimal("amount")))
                .list();
        long total = jdbc.sql("SELECT coalesce(sum(events), 0) FROM document_event_day WHERE company_id = ?")
                .param(companyId)
                .query(Long.class)
                .single();
        return new Page(entries, total);
    }
}
