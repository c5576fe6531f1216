package org.sequitur.invoice;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.sequitur.contact.ContactName;
import org.sequitur.wire.ListQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened to a company's invoices: sent, paid, written off; the newest first. */
final class InvoiceTimeline {

    /** One thing that happened. */
    record Entry(String reference, String summary, String description, LocalDate datedOn, BigDecimal amount) {}

    /** A page of entries and how many there are on all pages. */
    record Page(List<Entry> entries, long total) {}

    private static final String EVENTS = """
            FROM document d
            CROSS JOIN LATERAL (VALUES
                ('Invoice', 'sent', d.dated_on, d.total_value, d.state IN ('sent', 'cancelled')),
                ('Payment', 'received', d.paid_on, d.paid_value, d.paid_on IS NOT NULL),
                ('Write-off', 'written off', d.written_off_date, d.total_value - d.paid_value,
                    d.written_off_date IS NOT NULL)
            ) AS event(name, verb, dated_on, amount, happened)
            WHERE d.company_id = ? AND d.kind = 'invoice' AND d.state IN ('sent', 'cancelled') AND event.happened
            """;

    private final JdbcClient jdbc;

    InvoiceTimeline(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page page(long companyId, ListQuery query) {
        List<Entry> entries = jdbc.sql("""
                        SELECT events.*, c.organisation_name, c.first_name, c.last_name
                        FROM (SELECT d.id, d.contact_id, d.reference, d.currency, event.* %s
                              ORDER BY event.dated_on DESC, d.id DESC, event.name DESC LIMIT ? OFFSET ?) AS events
                        JOIN contact c ON c.company_id = ? AND c.id = events.contact_id
                        ORDER BY events.dated_on DESC, events.id DESC, events.name DESC
                        """.formatted(EVENTS))
                .params(companyId, query.perPage(), query.offset(), companyId)
                .query((row, number) -> new Entry(
                        row.getString("reference"),
                        "%s: %s: %s %s"
                                .formatted(
                                        row.getString("name"),
                                        row.getString("reference"),
                                        money(row.getBigDecimal("amount"), row.getString("currency")),
                                        row.getString("verb")),
                        new ContactName(
                                        row.getString("first_name"),
                                        row.getString("last_name"),
                                        row.getString("organisation_name"))
                                .display(),
                        row.getObject("dated_on", LocalDate.class),
                        row.getBigDecimal("amount")))
                .list();
        long total = jdbc.sql("SELECT count(*) " + EVENTS)
                .param(companyId)
                .query(Long.class)
                .single();
        return new Page(entries, total);
    }

    private static String money(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.UK);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        return format.format(amount);
    }
}
