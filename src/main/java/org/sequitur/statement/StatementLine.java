package org.sequitur.statement;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement.
 *
 * @param amount with two places, positive when money came in
 * @param text what the bank says, in one line and cut to {@value #MOST_CHARACTERS} characters; may be empty
 * @param bankId the bank's own name for it, if it has one
 */
record StatementLine(
        LocalDate datedOn,
        BigDecimal amount,
        String text,
        TransactionType type,
        @Nullable String bankId) {

    static final int MOST_CHARACTERS = 500;

    /** What is longer names nothing any more. */
    static final int LONGEST_ID = 255;

    /** More lines are for several statements. */
    static final int MOST_LINES = 10_000;

    /** @throws UnreadableStatement when the bank's name for it is too long */
    static StatementLine of(
            LocalDate datedOn,
            BigDecimal amount,
            @Nullable String text,
            TransactionType type,
            @Nullable String bankId) {
        String id = inOneLine(bankId);
        if (id.codePointCount(0, id.length()) > LONGEST_ID) {
            throw new UnreadableStatement("A transaction id is too long (maximum is " + LONGEST_ID + " characters)");
        }
        return new StatementLine(datedOn, amount, cut(inOneLine(text)), type, id.isEmpty() ? null : id);
    }

    /** @throws UnreadableStatement when there are more lines than a statement may have */
    static void checkCount(int lines) {
        if (lines > MOST_LINES) {
            throw new UnreadableStatement("The statement has more than " + MOST_LINES + " lines");
        }
    }

    /** Without what no text holds (control characters, halves of characters) and with single spaces. */
    private static String inOneLine(@Nullable String text) {
        return text == null
                ? ""
                : text.replaceAll("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]", " ")
                        .replaceAll("[\\s\\u00a0]+", " ")
                        .strip();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)).strip();
    }

    /** Two texts of one line, which often say the same. */
    static String joined(@Nullable String first, @Nullable String second) {
        String one = inOneLine(first);
        String other = inOneLine(second);
        return one.equals(other) || other.isEmpty() ? one : one.isEmpty() ? other : one + " " + other;
    }
}
