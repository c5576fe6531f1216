package org.sequitur.numbering;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the reference report. What does not concern its kind is null.
 *
 * @param owner of the sequence; null for a duplicate
 * @param first of a sequence that of its oldest numbered document, of a run its least reference, of a gap the first that is
 *     missing
 * @param last likewise
 * @param count of documents, or of the numbers of a gap
 * @param unnumbered documents of a sequence whose reference ends in no digit
 * @param cause of a gap: the word of an event, or {@link #UNKNOWN}
 * @param reference of the document that caused a gap, then or now; of a duplicate
 * @param documentId that document, which may be gone; of a duplicate the oldest
 * @param userId who caused a gap
 * @param userName null when that user is gone
 * @param at when
 */
record ReportRow(
        Kind kind,
        @Nullable SequenceOwner owner,
        @Nullable String first,
        @Nullable String last,
        BigInteger count,
        @Nullable Long unnumbered,
        @Nullable String cause,
        @Nullable String reference,
        @Nullable Long documentId,
        @Nullable Long userId,
        @Nullable String userName,
        @Nullable Instant at) {

    /** The cause of a gap that nothing accounts for: rows were changed behind the server's back. */
    static final String UNKNOWN = "unknown";

    /** In the order of the report. */
    enum Kind {
        SEQUENCE,
        RUN,
        GAP,
        DUPLICATE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ReportRow of(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("record").toUpperCase(Locale.ROOT));
        String scope = row.getString("scope");
        Long unnumbered = number(row, "unnumbered");
        OffsetDateTime at = row.getObject("happened_at", OffsetDateTime.class);
        return new ReportRow(
                kind,
                scope == null ? null : SequenceOwner.of(scope, row.getLong("owner_id")),
                row.getString("first_reference"),
                row.getString("last_reference"),
                row.getBigDecimal("documents").toBigInteger(),
                kind == Kind.SEQUENCE && unnumbered == null ? Long.valueOf(0) : unnumbered,
                row.getString("cause"),
                row.getString("reference"),
                number(row, "document_id"),
                number(row, "user_id"),
                row.getString("user_name"),
                at == null ? null : at.toInstant());
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
