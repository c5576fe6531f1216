package org.sequitur.correspondence;

import java.util.regex.Pattern;

/** Texts that are to be one line, because what comes after a line break in a header would be a header of its own. */
final class Lines {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private Lines() {}

    static boolean isOne(String text) {
        return !BREAKS.matcher(text).find();
    }

    /** The text in one line of at most so many characters. */
    static String one(String text, int most) {
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most));
    }
}
