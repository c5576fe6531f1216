package org.sequitur.invoice;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company with years of business behind it, written by {@code many-invoices.sql}, and whether its counts are right. */
final class ManyInvoices {

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

    List<String> wrongCounts() throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = TestServer.shared().dataSource().getConnection()) {
            new CountsCheck().run(connection, company.id(), wrong::add);
        }
        return wrong;
    }

    long blocks(String sorting) {
        return jdbc.sql("SELECT count(*) FROM document_block WHERE company_id = ? AND sorting = ?")
                .params(company.id(), sorting)
                .query(Long.class)
                .single();
    }
}
