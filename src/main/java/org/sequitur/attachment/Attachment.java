package org.sequitur.attachment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;

/**
 * A file that hangs on a record.
 *
 * @param file where its bytes are
 * @param fileName what the client calls it
 * @param hasThumbnails whether there are smaller pictures of it, as far as is known
 */
record Attachment(
        long id,
        Attachable on,
        long fileId,
        StoredFiles.Place file,
        String fileName,
        String contentType,
        @Nullable String description,
        boolean hasThumbnails,
        Instant createdAt) {

    /** Of a row that is joined with its file. */
    static Attachment of(ResultSet row) throws SQLException {
        return new Attachment(
                row.getLong("id"),
                on(row),
                row.getLong("file_id"),
                new StoredFiles.Place(row.getInt("size"), row.getString("name")),
                row.getString("file_name"),
                row.getString("content_type"),
                row.getString("description"),
                !"none".equals(row.getString("thumbnails")),
                Columns.instant(row, "created_at"));
    }

    private static Attachable on(ResultSet row) throws SQLException {
        for (Attachable.Kind kind : Attachable.Kind.values()) {
            Long id = row.getObject(kind.column(), Long.class);
            if (id != null) {
                return new Attachable(kind, id);
            }
        }
        throw new IllegalStateException("attachment " + row.getLong("id") + " hangs on nothing");
    }
}
