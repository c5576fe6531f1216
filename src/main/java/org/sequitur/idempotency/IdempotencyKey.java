package org.sequitur.idempotency;

import java.util.regex.Pattern;
import org.sequitur.wire.WireException;

/**
 * What a client calls one of its requests, so that it can repeat it.
 *
 * @param text 1 to 255 visible characters of ASCII, spaces within included
 * @param fingerprint of the request itself, as hexadecimal digits
 */
public record IdempotencyKey(long companyId, String text, String fingerprint) {

    private static final int MOST_CHARACTERS = 255;
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]{1," + MOST_CHARACTERS + "}");

    /** In quotes, each character escaped. What is longer is not matched: matching needs a frame of the stack a character. */
    private static final int LONGEST_HEADER = 2 + 2 * MOST_CHARACTERS;

    /** A string of RFC 9651: in quotes, with quotes and backslashes escaped. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    /**
     * The key that a header names: in quotes, as the draft has it, or bare, as most clients send it; both are the same key.
     *
     * @throws WireException 400 when it is empty, too long, or has characters that a header must not have
     */
    static String text(String header) {
        String stripped = header.strip();
        if (stripped.length() > LONGEST_HEADER) {
            throw isNone();
        }
        var quoted = QUOTED.matcher(stripped);
        String text = quoted.matches() ? ESCAPE.matcher(quoted.group(1)).replaceAll("$1") : stripped;
        if (!VISIBLE.matcher(text).matches()) {
            throw isNone();
        }
        return text;
    }

    private static WireException isNone() {
        return WireException.badRequest("Idempotency-Key must have 1 to " + MOST_CHARACTERS + " visible characters");
    }
}
