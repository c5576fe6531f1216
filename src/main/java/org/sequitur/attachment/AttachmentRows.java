package org.sequitur.attachment;

import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Attachments as they lie in their table, and their files with them. Whoever writes holds the record that they hang on. */
final class AttachmentRows {

    private static final RecordLayout<Attachment> LAYOUT =
            RecordLayout.of("attachment", Attachment::of).selectedBy("""
                    SELECT attachment.*, stored_file.size, stored_file.name
                    FROM attachment JOIN stored_file
                         ON stored_file.company_id = attachment.company_id AND stored_file.id = attachment.file_id
                    """);

    private final JdbcClient jdbc;
    private final RecordTable<Attachment> table;
    private final StoredFiles files;
    private final RecordClock clock;

    AttachmentRows(JdbcClient jdbc, TransactionOperations transactions, StoredFiles files, RecordClock clock) {
        this.jdbc = jdbc;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
        this.files = files;
        this.clock = clock;
    }

    RecordTable<Attachment> table() {
        return table;
    }

    /** @throws org.sequitur.wire.WireException 503 when the file cannot be kept */
    void add(long companyId, Attachable on, SentFile sent) {
        long fileId = files.keep(companyId, sent.bytes());
        long id = jdbc.sql("SELECT nextval('attachment_id')").query(Long.class).single();
        insert(companyId, id, on, fileId, sent, clock.now());
    }

    /** Another file under the same id. The row is a new one, so the old file is released and its thumbnails go. */
    void replace(long companyId, Attachment standing, SentFile sent) {
        long fileId = files.keep(companyId, sent.bytes());
        table.remove(companyId, standing.id());
        insert(companyId, standing.id(), standing.on(), fileId, sent, standing.createdAt());
    }

    private void insert(long companyId, long id, Attachable on, long fileId, SentFile sent, Instant createdAt) {
        boolean maybe = sent.type().isPicture() && Picture.mayBeIn(sent.bytes());
        jdbc.sql("INSERT INTO attachment (company_id, id, " + on.kind().column() + """
                        , file_id, file_name, content_type, description, thumbnails, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(1, companyId)
                .param(2, id)
                .param(3, on.id())
                .param(4, fileId)
                .param(5, sent.name())
                .param(6, sent.contentType())
                .param(7, sent.description(), Types.VARCHAR)
                .param(8, maybe ? "possible" : "none")
                .param(9, Columns.timestamp(createdAt))
                .update();
    }

    void describe(long companyId, long id, String fileName, @Nullable String description) {
        jdbc.sql("UPDATE attachment SET file_name = ?, description = ? WHERE company_id = ? AND id = ?")
                .param(1, fileName)
                .param(2, description, Types.VARCHAR)
                .param(3, companyId)
                .param(4, id)
                .update();
    }

    void removeFrom(long companyId, Attachable on) {
        jdbc.sql("DELETE FROM attachment WHERE company_id = ? AND " + on.kind().column() + " = ?")
                .params(companyId, on.id())
                .update();
    }
}
