package org.sequitur.category;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.RecordReference;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;

/** The code of a category of the accounts, such as {@code 001} or {@code 602-1}. */
public final class NominalCode {

    /** What is said of a code that names no category. */
    public static final String INVALID = "Invalid nominal code";

    private static final Pattern CODE = Pattern.compile("[0-9]{3}(-[0-9]{1,9})?");
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,2}");
    private static final int DIGITS = 3;

    private NominalCode() {}

    /**
     * What was sent of a category, by its address or its code.
     *
     * @param otherwise what it is when it is cleared
     * @throws WireException 400 when no category can be meant
     */
    public static String read(WireObject sent, String name, String standing, String otherwise) {
        String text = sent.text(name, standing);
        if (text == null) {
            return otherwise;
        }
        String code = of(text);
        if (code == null) {
            throw WireException.badRequest(INVALID);
        }
        return code;
    }

    /** The code that an address, or a code, names; null when it can name no category. */
    static @Nullable String of(String text) {
        String code = RecordReference.lastSegment(text);
        // A number that JSON has stripped of its leading zeros.
        String padded = SHORT.matcher(code).matches() ? "0".repeat(DIGITS - code.length()) + code : code;
        return CODE.matcher(padded).matches() ? padded : null;
    }
}
