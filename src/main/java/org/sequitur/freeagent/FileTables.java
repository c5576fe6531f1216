package org.sequitur.freeagent;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sequitur.archive.ArchiveWriter;
import org.sequitur.freeagent.SourceArchive.Tables;

/** The files of records. */
record FileTables(Tables tables) {

    void write(ArchiveWriter archive) throws IOException {
        Map<Long, SourceRecord> expenses = new LinkedHashMap<>();
        tables.pages().records("expenses", expense -> {
            if (!expense.has("attachment")) {
                return;
            }
            long id = expense.object("attachment").id();
            if (tables.pages().hasFile(id)) {
                expenses.put(id, expense);
            } else {
                tables.report().misfit("files that could not be fetched", "/v2/attachments/" + id);
            }
        });
        for (long id : expenses.keySet()) {
            archive.file(id, tables.pages().file(id));
        }
        tables.table("stored_file", rows -> expenses.forEach((id, expense) -> rows.add(file(id, expense))));
        tables.table(
                "attachment",
                rows -> expenses.forEach((id, expense) -> {
                    rows.add(attachment(id, expense));
                    tables.report().copied("attachments");
                }));
    }

    private Row file(long id, SourceRecord expense) {
        byte[] bytes = tables.pages().file(id);
        return new Row(expense)
                .put("id", id)
                .put("size", bytes.length)
                .put("sha256", "\\x" + HexFormat.of().formatHex(sha256(bytes)));
    }

    private Row attachment(long id, SourceRecord expense) {
        SourceRecord attachment = expense.object("attachment");
        return new Row(attachment)
                .put("id", id)
                .put("expense_id", expense.id())
                .put("file_id", id)
                .text("file_name", Long.toString(id))
                .text("content_type", "application/octet-stream")
                .texts("description")
                .put("thumbnails", attachment.has("content_src_medium") ? "possible" : "none")
                .put("created_at", expense.instant("created_at"));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
