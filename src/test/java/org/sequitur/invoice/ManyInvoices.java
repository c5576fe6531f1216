package org.sequitur.invoice;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company with years of business behind it, written by {@code many-invoices.sql}, and whether its counts are right. */
final class ManyInvoices {

    /** Blocks whose counts are other than those of their invoices, days of blocks likewise, and days of the timeline. */
    private static final String WRONG = """
            WITH held AS (
                SELECT t.*, h.sorting, h.last_updated_at AS last_time, h.last_id
                FROM document_tally t JOIN document_holder h USING (company_id, id) WHERE t.company_id = :company
            ), real AS (
                SELECT sorting, last_time, last_id, sum(invoices) AS invoices, sum(drafts) AS drafts,
                    sum(scheduled) AS scheduled, sum(unpaid) AS unpaid, sum(paid) AS paid,
                    sum(thank_you_emails) AS thank_you_emails, sum(reminder_emails) AS reminder_emails
                FROM held GROUP BY sorting, last_time, last_id
            ), real_day AS (
                SELECT h.sorting, t.day, h.last_updated_at AS last_time, h.last_id, sum(t.dated) AS dated,
                    sum(t.dated_unpaid) AS dated_unpaid, sum(t.due) AS due
                FROM document_day_tally t JOIN document_holder h USING (company_id, id)
                WHERE t.company_id = :company GROUP BY 1, 2, 3, 4
            )
            SELECT 'block ' || b.sorting || ' ' || b.last_id
            FROM document_block b LEFT JOIN real r
                ON r.sorting = b.sorting AND r.last_time = b.last_updated_at AND r.last_id = b.last_id
            WHERE b.company_id = :company AND
                (b.invoices, b.drafts, b.scheduled, b.unpaid, b.paid, b.thank_you_emails, b.reminder_emails)
                IS DISTINCT FROM (coalesce(r.invoices, 0), coalesce(r.drafts, 0), coalesce(r.scheduled, 0),
                    coalesce(r.unpaid, 0), coalesce(r.paid, 0), coalesce(r.thank_you_emails, 0),
                    coalesce(r.reminder_emails, 0))
            UNION ALL
            SELECT 'day ' || coalesce(b.day, r.day) || ' ' || coalesce(b.sorting, r.sorting)
            FROM (SELECT * FROM document_block_day WHERE company_id = :company) b FULL JOIN real_day r
                ON r.sorting = b.sorting AND r.last_time = b.last_updated_at AND r.last_id = b.last_id AND r.day = b.day
            WHERE (coalesce(b.dated, 0), coalesce(b.dated_unpaid, 0), coalesce(b.due, 0))
                IS DISTINCT FROM (coalesce(r.dated, 0), coalesce(r.dated_unpaid, 0), coalesce(r.due, 0))
            UNION ALL
            SELECT 'event ' || coalesce(k.day, e.day)
            FROM (SELECT * FROM document_event_day WHERE company_id = :company) k
            FULL JOIN (SELECT day, count(*) AS events FROM document_event WHERE company_id = :company GROUP BY day) e
                ON e.day = k.day
            WHERE coalesce(k.events, 0) <> coalesce(e.events, 0)
            """;

    private final TestCompany company;
    private final JdbcClient jdbc = JdbcClient.create(TestServer.shared().dataSource());

    ManyInvoices(TestCompany company) {
        this.company = company;
    }

    /** Makes as many, and counts them in blocks of that size. */
    void fill(int invoices, int block) throws IOException, SQLException {
        String script;
        try (InputStream file = ManyInvoices.class.getResourceAsStream("many-invoices.sql")) {
            script = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection connection = TestServer.shared().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET fill.company = %d; SET fill.invoices = %d; SET fill.contacts = 40"
                    .formatted(company.id(), invoices));
            statement.execute(script.replace("VACUUM ANALYZE;", ""));
            statement.execute("VACUUM ANALYZE document, document_block, document_block_day");
        }
        jdbc.sql("SELECT recount_documents(?, ?)").params(company.id(), block).query((ResultSet row) -> {});
    }

    /** Makes blocks of that size of what is in none. */
    void close(int block) {
        for (String sorting : new String[] {"created", "updated"}) {
            jdbc.sql("SELECT close_document_blocks(?, ?, ?)")
                    .params(company.id(), sorting, block)
                    .query((ResultSet row) -> {});
        }
    }

    /** Copies as many invoices to the end; the register knows of them, blocks do not. */
    void addUncounted(int invoices) {
        String columns = jdbc.sql("""
                        SELECT string_agg(column_name, ', ') FROM information_schema.columns
                        WHERE table_name = 'document' AND column_name NOT IN ('id', 'reference', 'updated_at', 'state')
                        """).query(String.class).single();
        jdbc.sql("""
                        INSERT INTO document (id, reference, updated_at, state, %1$s)
                        SELECT nextval('document_id'), 'copy ' || i, now(), 'draft', %1$s
                        FROM generate_series(1, :count) AS i,
                             (SELECT * FROM document WHERE company_id = :company LIMIT 1) AS model
                        """.formatted(columns))
                .param("count", invoices)
                .param("company", company.id())
                .update();
        jdbc.sql("""
                        UPDATE document_register SET invoices_draft = invoices_draft + :count,
                            created_tail = created_tail + :count, updated_tail = updated_tail + :count
                        WHERE company_id = :company
                        """).param("count", invoices).param("company", company.id()).update();
    }

    List<String> wrongCounts() {
        return jdbc.sql(WRONG)
                .param("company", company.id())
                .query(String.class)
                .list();
    }

    long blocks(String sorting) {
        return jdbc.sql("SELECT count(*) FROM document_block WHERE company_id = ? AND sorting = ?")
                .params(company.id(), sorting)
                .query(Long.class)
                .single();
    }
}
