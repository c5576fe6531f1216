package org.sequitur.freeagent;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.archive.ArchiveWriter;
import org.sequitur.freeagent.SourceArchive.Tables;
import org.sequitur.store.Sha256;

/** The files of records. */
record FileTables(Tables tables) {

    /**
     * A file, and what it hangs on.
     *
     * @param expense null when it hangs on an explanation
     */
    private record Attached(
            SourceRecord file,
            SourceRecord owner,
            @Nullable Long expense,
            @Nullable Long explanation) {
        long id() {
            return file.id();
        }
    }

    void write(ArchiveWriter archive) throws IOException {
        List<Attached> all = new ArrayList<>();
        tables.pages()
                .records(
                        "expenses",
                        expense -> expense.files()
                                .forEach(file -> add(all, new Attached(file, expense, expense.id(), null))));
        tables.pages().records("bank_transaction_explanations", explanation -> {
            if (BankTables.misfit(explanation, tables.known()) == null) {
                explanation.files().forEach(file -> add(all, new Attached(file, explanation, null, explanation.id())));
            }
        });
        all.sort(Comparator.comparingLong(Attached::id));
        for (Attached one : all) {
            archive.file(one.id(), tables.pages().file(one.id()));
        }
        tables.table("stored_file", rows -> all.forEach(one -> rows.add(file(one))));
        tables.table(
                "attachment",
                rows -> all.forEach(one -> {
                    rows.add(attachment(one));
                    tables.report().copied("attachments");
                }));
    }

    private void add(List<Attached> all, Attached one) {
        if (tables.pages().hasFile(one.id())) {
            all.add(one);
        } else {
            tables.report().misfit("files that could not be fetched", "/v2/attachments/" + one.id());
        }
    }

    private Row file(Attached one) {
        byte[] bytes = tables.pages().file(one.id());
        return new Row(one.file())
                .put("id", one.id())
                .put("size", bytes.length)
                .put("sha256", "\\x" + HexFormat.of().formatHex(Sha256.of(bytes)));
    }

    /** When a file came is not told: not before the record that it hangs on. */
    private Row attachment(Attached one) {
        Instant created = one.owner().instant("created_at");
        return new Row(one.file())
                .put("id", one.id())
                .put("expense_id", one.expense())
                .put("explanation_id", one.explanation())
                .put("file_id", one.id())
                .text("file_name", Long.toString(one.id()))
                .text("content_type", "application/octet-stream")
                .texts("description")
                .put("thumbnails", one.file().has("content_src_medium") ? "possible" : "none")
                .put("created_at", created == null ? one.owner().instant("updated_at") : created);
    }
}
