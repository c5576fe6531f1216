package org.sequitur.series;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sequitur.reference.Reference;
import org.sequitur.wire.Complaints;

/**
 * What the references of a series look like: a prefix, and a number that is padded with zeros.
 *
 * @param prefix may hold {@code {year}} once: the year of the document's date, in four digits
 * @param padding the least digits of the number
 * @param yearlyReset whether the number begins again with 1 in each year
 */
record SeriesFormat(String prefix, int padding, boolean yearlyReset) {

    static final int MOST_PREFIX_CHARACTERS = 40;
    static final int MOST_PADDING = 12;

    private static final String YEAR = "{year}";

    /** The years that a date on the wire can have. */
    private static final int LAST_YEAR = 9999;

    /** What means something in an expression. */
    private static final String SPECIAL = "\\^$.|?*+()[]{}";

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

    /** Complains of what would make a reference ambiguous. */
    void check(Complaints complaints) {
        complaints.addIf(
                prefix.codePointCount(0, prefix.length()) > MOST_PREFIX_CHARACTERS,
                "prefix is too long (maximum is " + MOST_PREFIX_CHARACTERS + " characters)");
        complaints.addIf(UNPRINTABLE.matcher(prefix).find(), "prefix contains invalid characters");
        complaints.addIf(!prefix.equals(prefix.stripLeading()), "prefix can't begin with white space");
        complaints.addIf(
                prefix.toLowerCase(Locale.ROOT).startsWith("draft"), "prefix can't begin with the word for drafts");
        complaints.addIf(
                prefix.indexOf(YEAR) != prefix.lastIndexOf(YEAR), "prefix can't contain " + YEAR + " more than once");
        complaints.addIf(
                prefix.replace(YEAR, "").contains("{")
                        || prefix.replace(YEAR, "").contains("}"),
                "prefix can't contain braces but those of " + YEAR);
        complaints.addIf(
                endsInDigit(stem(LAST_YEAR)), "prefix can't end in a digit: nobody could tell it from the number");
        complaints.addIf(padding < 1 || padding > MOST_PADDING, "padding must be between 1 and " + MOST_PADDING);
        complaints.addIf(yearlyReset && !hasYear(), "yearly_reset needs a prefix that contains " + YEAR);
    }

    private static boolean endsInDigit(String text) {
        return !text.isEmpty() && text.charAt(text.length() - 1) >= '0' && text.charAt(text.length() - 1) <= '9';
    }

    boolean hasYear() {
        return prefix.contains(YEAR);
    }

    Reference reference(int year, long number) {
        String digits = Long.toString(number);
        return new Reference(stem(year) + "0".repeat(Math.max(0, padding - digits.length())) + digits);
    }

    private String stem(int year) {
        return prefix.replace(YEAR, String.format(Locale.ROOT, "%04d", year));
    }

    /** Whether a document could be given the same reference by both. */
    boolean meets(SeriesFormat other) {
        Set<String> stems = new HashSet<>(stems());
        stems.retainAll(other.stems());
        return !stems.isEmpty();
    }

    private Set<String> stems() {
        return hasYear()
                ? IntStream.rangeClosed(0, LAST_YEAR).mapToObj(this::stem).collect(Collectors.toSet())
                : Set.of(prefix);
    }

    /** A regular expression of PostgreSQL for the references of this form; it captures the year, or else nothing. */
    String expression() {
        int at = prefix.indexOf(YEAR);
        String before = at < 0 ? prefix : prefix.substring(0, at);
        String after = at < 0 ? "" : prefix.substring(at + YEAR.length());
        return "^" + quoted(before) + (at < 0 ? "()" : "([0-9]{4})") + quoted(after) + "[0-9]+$";
    }

    private static String quoted(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(character -> SPECIAL.indexOf(character) < 0 ? character : "\\" + character)
                .collect(Collectors.joining());
    }
}
