package org.sequitur.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The timestamps of the wire: UTC, always with milliseconds, {@code 2026-08-16T12:43:39.000Z}. */
final class Timestamps {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static String print(Instant instant) {
        return FORMAT.format(instant);
    }
}
