package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Finds out which version a request is about. Without the header it is the original one until a day of which FreeAgent has said that it
 * turns then: {@code sequitur.attachment-lists-from}, in UTC.
 */
@Component
final class ApiVersions {

    static final String SETTING = "sequitur.attachment-lists-from";

    private static final String HEADER = "X-Api-Version";
    private static final String ANNOUNCED = "2026-12-01";
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Clock clock;
    private final LocalDate turn;

    /** @throws IllegalArgumentException when the setting is no date */
    ApiVersions(Environment settings, Clock clock) {
        this.clock = clock;
        String text = settings.getProperty(SETTING, "").strip();
        LocalDate day = date(text.isEmpty() ? ANNOUNCED : text);
        if (day == null) {
            throw new IllegalArgumentException(SETTING + " is a date such as " + ANNOUNCED + ", not '" + text + "'");
        }
        this.turn = day;
    }

    ApiVersion of(HttpServletRequest request) {
        return of(request.getHeader(HEADER));
    }

    /** @param header null or unreadable when the request leaves it to the server */
    ApiVersion of(@Nullable String header) {
        LocalDate asked = header == null ? null : date(header.strip());
        if (asked != null) {
            return ApiVersion.on(asked);
        }
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).isBefore(turn)
                ? ApiVersion.ORIGINAL
                : ApiVersion.LISTED_ATTACHMENTS;
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return DATE.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
