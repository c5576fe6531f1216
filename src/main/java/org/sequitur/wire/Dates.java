package org.sequitur.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates as leniently as the wire does: {@code 2026-11-16}, {@code 16-11-2026} (day first), or an ISO timestamp. */
final class Dates {

    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DAY_FIRST = Pattern.compile("\\d{2}-\\d{2}-\\d{4}");
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)(Z|[+-]\\d{2}:?\\d{2})?");
    private static final DateTimeFormatter DAY_FIRST_FORMAT =
            DateTimeFormatter.ofPattern("dd-MM-uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;

    private Dates() {}

    /** The date, or null when the text is none. */
    static @Nullable LocalDate date(String text) {
        try {
            LocalDate date = parseDate(text.strip());
            return date != null && date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR ? date : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDate parseDate(String text) {
        if (ISO.matcher(text).matches()) {
            return LocalDate.parse(text);
        }
        if (DAY_FIRST.matcher(text).matches()) {
            return LocalDate.parse(text, DAY_FIRST_FORMAT);
        }
        var timestamp = TIMESTAMP.matcher(text);
        return timestamp.matches() ? LocalDate.parse(timestamp.group(1)) : null;
    }

    /** The instant (a bare date is its midnight UTC, a time without offset is UTC), or null when the text is none. */
    static @Nullable Instant instant(String text) {
        try {
            String stripped = text.strip();
            var timestamp = TIMESTAMP.matcher(stripped);
            if (timestamp.matches()) {
                LocalDateTime local = LocalDateTime.parse(timestamp.group(1) + "T" + timestamp.group(2));
                String offset = timestamp.group(3);
                return offset == null
                        ? local.toInstant(ZoneOffset.UTC)
                        : OffsetDateTime.of(local, ZoneOffset.of(offset)).toInstant();
            }
            LocalDate date = date(stripped);
            return date == null ? null : date.atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
