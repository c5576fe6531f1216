package org.sequitur.bench;

import java.util.Map;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills a company with copies of its first invoice, so that the next create meets a table that has grown for years. */
final class Filling {

    private static final long INVOICES_A_STATEMENT = 50_000;

    /** The documents are dated over the last five years. */
    private static final int DAYS = 1_825;

    private final JdbcClient jdbc;
    private final BenchCompany company;

    private record Newest(long id, String reference) {}

    Filling(JdbcClient jdbc, BenchCompany company) {
        this.jdbc = jdbc;
        this.company = company;
    }

    /**
     * Fills up to a number of invoices. The company must have one at least, with an automatic reference; no server may be
     * creating any meanwhile.
     *
     * @param progress is told how many there are
     */
    void fillTo(long invoices, LongConsumer progress) {
        long there = jdbc.sql("SELECT count(*) FROM document WHERE company_id = ?")
                .param(company.id())
                .query(Long.class)
                .single();
        while (there < invoices) {
            long now = Math.min(INVOICES_A_STATEMENT, invoices - there);
            add(there, now);
            there += now;
            progress.accept(there);
        }
        jdbc.sql("SELECT recount_documents(?)").param(company.id()).query(row -> {});
        // Or PostgreSQL would do it by itself in the middle of a measurement.
        jdbc.sql("VACUUM (ANALYZE) document, document_item").update();
    }

    private void add(long there, long count) {
        long template = jdbc.sql("SELECT min(id) FROM document WHERE company_id = ?")
                .param(company.id())
                .query(Long.class)
                .single();
        long firstId = jdbc.sql("SELECT setval('document_id', nextval('document_id') + ?) - ? + 1")
                .params(count, count)
                .query(Long.class)
                .single();
        long itemCount = jdbc.sql("SELECT count(*) FROM document_item WHERE company_id = ? AND document_id = ?")
                .params(company.id(), template)
                .query(Long.class)
                .single();
        long blocks = count * itemCount / 100 + 1;
        long firstItem = 100
                * jdbc.sql("SELECT setval('document_item_block', nextval('document_item_block') + ?) - ? + 1")
                        .params(blocks, blocks)
                        .query(Long.class)
                        .single();
        addDocuments(template, firstId, there, count);
        addItems(template, firstId, firstItem, itemCount, count);
        advance();
    }

    private void addDocuments(long template, long firstId, long there, long count) {
        TableColumns documents = TableColumns.of("document", jdbc);
        String values = documents.listWith(Map.of(
                "id", firstId + " + n",
                "reference",
                        "lpad(CAST(" + there + " + n + 1 AS text), greatest(3, length(CAST(" + there
                                + " + n + 1 AS text))), '0')",
                "contact_id", "(CAST(:contacts AS bigint[]))[CAST(1 + n % :contactCount AS integer)]",
                "dated_on", "dated_on - CAST(n % " + DAYS + " AS integer)",
                "due_on", "due_on - CAST(n % " + DAYS + " AS integer)"));
        jdbc.sql("INSERT INTO document (" + documents.list() + ") SELECT " + values
                        + " FROM generate_series(0, :count - 1) n, document"
                        + " WHERE company_id = :company AND id = :template ORDER BY n")
                .param(
                        "contacts",
                        company.contactIds().toString().replace('[', '{').replace(']', '}'))
                .param("contactCount", company.contactIds().size())
                .param("count", count)
                .param("company", company.id())
                .param("template", template)
                .update();
    }

    private void addItems(long template, long firstId, long firstItem, long itemCount, long count) {
        TableColumns items = TableColumns.of("document_item", jdbc);
        String values = items.listWith(
                Map.of("id", firstItem + " + n * " + itemCount + " + position - 1", "document_id", firstId + " + n"));
        jdbc.sql("INSERT INTO document_item (" + items.list() + ") SELECT " + values
                        + " FROM generate_series(0, :count - 1) n, document_item"
                        + " WHERE company_id = :company AND document_id = :template ORDER BY n, position")
                .param("count", count)
                .param("company", company.id())
                .param("template", template)
                .update();
    }

    private void advance() {
        Newest newest = jdbc.sql("SELECT id, reference FROM document WHERE company_id = ? ORDER BY id DESC LIMIT 1")
                .param(company.id())
                .query((row, number) -> new Newest(row.getLong(1), row.getString(2)))
                .single();
        jdbc.sql("""
                        UPDATE reference_sequence SET last_reference = ?, last_document_id = ?
                        WHERE company_id = ? AND scope = 'global'
                        """).params(newest.reference(), newest.id(), company.id()).update();
    }
}
