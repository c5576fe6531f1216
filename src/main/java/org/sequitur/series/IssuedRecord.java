package org.sequitur.series;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;

/**
 * One link of a chain: a document as it was issued.
 *
 * @param position from 1, in its series
 * @param correctsId the issued invoice that this credit note takes back
 * @param content canonical JSON; it holds the hash of the record before
 * @param sha256 of the content, in hexadecimal digits
 */
public record IssuedRecord(
        long seriesId,
        long position,
        long documentId,
        Reference reference,
        LocalDate datedOn,
        Instant issuedAt,
        long issuedBy,
        @Nullable Long correctsId,
        String content,
        String sha256,
        String previousSha256) {

    /** Always with three decimals of the second. */
    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    static final String NOTHING_BEFORE = "0".repeat(64);

    static String text(Instant instant) {
        return INSTANT.format(instant);
    }

    static String sha256(String content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
