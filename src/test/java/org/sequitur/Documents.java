package org.sequitur;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts documents into the database as they would be after invoicing, whose own routes are tested elsewhere. */
public final class Documents {

    private static final AtomicLong IDS = new AtomicLong(900_000_000);

    private final TestCompany company;
    private final JdbcClient jdbc = JdbcClient.create(TestServer.shared().dataSource());

    public Documents(TestCompany company) {
        this.company = company;
    }

    /** An invoice in the company's currency. */
    public void add(String contact, String state, String total, String paid) {
        add(contact, null, "invoice", state, total, paid, "1");
    }

    public void add(
            String contact,
            @Nullable String project,
            String kind,
            String state,
            String total,
            String paid,
            String exchangeRate) {
        long id = IDS.incrementAndGet();
        jdbc.sql("""
                        INSERT INTO document (
                            company_id, id, kind, state, reference, sequence_scope, sequence_owner_id, contact_id,
                            project_id, bank_account_id, dated_on, payment_terms_in_days, due_on, currency,
                            exchange_rate, net_value, sales_tax_value, second_sales_tax_value, total_value, paid_value,
                            involves_sales_tax, created_at, updated_at)
                        VALUES (
                            :company, :id, :kind, :state, :reference, 'global', 0, :contact,
                            :project, 1, '2026-09-01', 30, '2026-10-01', 'GBP',
                            :rate, :total, 0, 0, :total, :paid,
                            false, now(), now())
                        """)
                .param("company", company.id())
                .param("id", id)
                .param("kind", kind)
                .param("state", state)
                .param("reference", "T" + id)
                .param("contact", id(contact))
                .param("project", project == null ? null : id(project))
                .param("rate", new BigDecimal(exchangeRate))
                .param("total", new BigDecimal(total))
                .param("paid", new BigDecimal(paid))
                .update();
    }

    private static long id(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    }
}
