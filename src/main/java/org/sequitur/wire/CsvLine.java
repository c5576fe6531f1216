package org.sequitur.wire;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it; so does one that begins
 * with an apostrophe, so that taking one away always gives the text back.
 */
public final class CsvLine {

    public static final String END = "\r\n";
    private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r\n'";
    private static final String NEEDS_QUOTES = ",\"\r\n\t ;";

    private CsvLine() {}

    /** The line with its end. */
    public static String of(@Nullable String... fields) {
        return Arrays.stream(fields).map(CsvLine::field).collect(Collectors.joining(",", "", END));
    }

    public static String field(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String safe = RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean isPlain = safe.chars().noneMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0);
        return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
