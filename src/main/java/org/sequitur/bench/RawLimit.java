package org.sequitur.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.sequitur.store.BulkCopy;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The most that one session of this PostgreSQL can store: rows of invoices that were really created, copied under new ids and
 * references into the same tables, for a company of their own, {@value #INVOICES_A_COMMIT} invoices a commit. No HTTP, no
 * numbering, no register. The rows are made in another thread, so that the session never waits for them.
 */
final class RawLimit {

    static final int INVOICES_A_COMMIT = 256;

    /** More than any measurement can use up. */
    private static final int MOST_BATCHES = 20_000;

    private static final int MOST_BATCHES_WAITING = 16;
    private static final int ITEM_BLOCK = 100;

    private final Stage stage;
    private final BenchCompany company;
    private final TableColumns documents;
    private final TableColumns items;
    private final List<String[]> documentRows;
    private final Map<String, List<String[]>> itemRows;
    private long stored;
    private long lastNumber;

    private static final class Rows {
        private final byte[] documents;
        private final byte[] items;

        private Rows(String documents, String items) {
            this.documents = documents.getBytes(StandardCharsets.UTF_8);
            this.items = items.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** @param source a company that has invoices */
    RawLimit(Stage stage, BenchCompany source, BenchCompany target) throws SQLException {
        this.stage = stage;
        this.company = target;
        this.documents = TableColumns.of("document", stage.jdbc());
        this.items = TableColumns.of("document_item", stage.jdbc());
        String newest = "SELECT id FROM document WHERE company_id = " + source.id() + " ORDER BY id DESC LIMIT "
                + INVOICES_A_COMMIT;
        try (Connection connection = stage.database().connect()) {
            BulkCopy copy = new BulkCopy(connection);
            documentRows = copy.out("SELECT " + documents.list() + " FROM document WHERE company_id = " + source.id()
                    + " AND id IN (" + newest + ")");
            itemRows = copy
                    .out("SELECT " + items.list() + " FROM document_item WHERE company_id = " + source.id()
                            + " AND document_id IN (" + newest + ") ORDER BY document_id, position")
                    .stream()
                    .collect(Collectors.groupingBy(row -> row[items.index("document_id")]));
        }
    }

    /** @return invoices */
    long run(Duration duration) throws SQLException, InterruptedException {
        lastNumber = stored;
        BlockingQueue<Rows> ready = new ArrayBlockingQueue<>(MOST_BATCHES_WAITING);
        Thread maker = Thread.ofPlatform().name("raw-rows").start(() -> make(ready));
        try (Connection connection = stage.database().connect()) {
            BulkCopy copy = new BulkCopy(connection);
            long before = stored;
            long deadline = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() < deadline) {
                Rows rows = ready.poll(10, TimeUnit.SECONDS);
                if (rows == null) {
                    throw new IllegalStateException("the rows for COPY have run out");
                }
                long added = copy.in("document", documents.list(), rows.documents);
                copy.in("document_item", items.list(), rows.items);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("COMMIT; BEGIN");
                }
                stored += added;
            }
            return stored - before;
        } finally {
            maker.interrupt();
            maker.join();
        }
    }

    private void make(BlockingQueue<Rows> ready) {
        JdbcClient jdbc = stage.jdbc();
        int itemsInABatch = itemRows.values().stream().mapToInt(List::size).sum();
        long document = drawn(jdbc, "document_id", (long) MOST_BATCHES * INVOICES_A_COMMIT);
        long item =
                ITEM_BLOCK * drawn(jdbc, "document_item_block", (long) MOST_BATCHES * itemsInABatch / ITEM_BLOCK + 1);
        try {
            for (int batch = 0; batch < MOST_BATCHES; batch++) {
                ready.put(rows(document, item));
                document += documentRows.size();
                item += itemsInABatch;
            }
        } catch (InterruptedException e) {
            // The measurement is over.
        }
    }

    /** The first of so many values of a sequence that nobody else gets. */
    private static long drawn(JdbcClient jdbc, String sequence, long count) {
        return jdbc.sql("SELECT setval(CAST(? AS regclass), nextval(CAST(? AS regclass)) + ?)")
                        .params(sequence, sequence, count)
                        .query(Long.class)
                        .single()
                - count
                + 1;
    }

    private Rows rows(long firstDocument, long firstItem) {
        StringBuilder documentLines = new StringBuilder();
        StringBuilder itemLines = new StringBuilder();
        long document = firstDocument;
        long item = firstItem;
        for (String[] template : documentRows) {
            String[] row = template.clone();
            String id = Long.toString(document);
            row[documents.index("company_id")] = Long.toString(company.id());
            row[documents.index("id")] = id;
            row[documents.index("reference")] = "%03d".formatted(++lastNumber);
            row[documents.index("contact_id")] = company.contactIds()
                    .get((int) (document % company.contactIds().size()))
                    .toString();
            append(documentLines, row);
            for (String[] itemTemplate : itemRows.getOrDefault(template[documents.index("id")], new ArrayList<>())) {
                String[] itemRow = itemTemplate.clone();
                itemRow[items.index("company_id")] = Long.toString(company.id());
                itemRow[items.index("id")] = Long.toString(item++);
                itemRow[items.index("document_id")] = id;
                append(itemLines, itemRow);
            }
            document++;
        }
        return new Rows(documentLines.toString(), itemLines.toString());
    }

    private static void append(StringBuilder lines, String[] row) {
        lines.append(String.join("\t", row)).append('\n');
    }
}
