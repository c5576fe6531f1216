package org.sequitur.reference;

/**
 * The human number of an invoice or credit note: any text of 1 to 255 characters, compared exactly. When it ends in digits, the
 * next one keeps the text before them and counts on, with the padding kept: {@code INV-0041} is followed by {@code INV-0042},
 * {@code 999} by {@code 1000}.
 *
 * @param text without outer white space
 */
public record Reference(String text) {

    /** The most characters a reference may have. */
    public static final int MOST_CHARACTERS = 255;

    /** What a scope without any numbered document starts with. */
    public static final Reference FIRST = new Reference("001");

    /** Whether the reference takes part in its sequence. */
    public boolean isNumbered() {
        return !text.isEmpty() && isDigit(text.charAt(text.length() - 1));
    }

    /**
     * The reference that follows this one; digits are counted as text, so a run of any length cannot overflow.
     *
     * @throws IllegalStateException when this reference does not end in a digit
     */
    public Reference next() {
        if (!isNumbered()) {
            throw new IllegalStateException("no digit at the end of " + text);
        }
        StringBuilder next = new StringBuilder(text);
        for (int i = text.length() - 1; i >= 0 && isDigit(next.charAt(i)); i--) {
            if (next.charAt(i) != '9') {
                next.setCharAt(i, (char) (next.charAt(i) + 1));
                return new Reference(next.toString());
            }
            next.setCharAt(i, '0');
            if (i == 0 || !isDigit(next.charAt(i - 1))) {
                next.insert(i, '1');
            }
        }
        return new Reference(next.toString());
    }

    /** Whether the reference, which may have come of {@link #next}, is short enough to be stored. */
    public boolean fits() {
        return text.codePointCount(0, text.length()) <= MOST_CHARACTERS;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
