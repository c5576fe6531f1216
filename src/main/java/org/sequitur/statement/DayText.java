package org.sequitur.statement;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days as banks write them: {@code 2026-08-14}, {@code 20260814}, {@code 14/08/2026}, {@code 14.8.26}, {@code 8/14'26}, {@code 14 Aug 2026}.
 * Whether the day or the month comes first is asked of a whole statement: what the company's country has goes first, but if that makes any
 * of its days impossible, it is the other way round.
 */
final class DayText {

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})([T ].{0,40})?");
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2}) ?[-/. ] ?(\\d{1,2}) ?(?:[-/. ]'?|') ?(\\d{4}|\\d{2})( \\d.{0,40})?");
    private static final Pattern NAMED =
            Pattern.compile("(\\d{1,2})[-/. ]([A-Za-z]{3})[A-Za-z]{0,6}[-/., ]{1,2}(\\d{4}|\\d{2})");
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int LETTERS = 3;
    private static final int CENTURY = 100;

    /** Two digits from here on are of the last century. */
    private static final int FIRST_OF_LAST_CENTURY = 70;

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;

    private DayText() {}

    /** The days of all texts, one for each; null when some text is none, whichever comes first. */
    static @Nullable List<LocalDate> all(List<String> texts, boolean monthFirst) {
        List<LocalDate> days = allIn(texts, monthFirst);
        return days == null ? allIn(texts, !monthFirst) : days;
    }

    private static @Nullable List<LocalDate> allIn(List<String> texts, boolean monthFirst) {
        List<LocalDate> days = new ArrayList<>(texts.size());
        for (String text : texts) {
            LocalDate day = day(text, monthFirst);
            if (day == null) {
                return null;
            }
            days.add(day);
        }
        return days;
    }

    /** Whether the text is a day, whichever of day and month comes first. */
    static boolean isDay(String text) {
        return day(text, false) != null || day(text, true) != null;
    }

    static @Nullable LocalDate day(String text, boolean monthFirst) {
        String stripped = text.strip();
        Matcher yearFirst = YEAR_FIRST.matcher(stripped);
        if (yearFirst.matches()) {
            return day(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
        }
        Matcher compact = COMPACT.matcher(stripped);
        if (compact.matches()) {
            return day(compact.group(1), compact.group(2), compact.group(3));
        }
        Matcher yearLast = YEAR_LAST.matcher(stripped);
        if (yearLast.matches()) {
            String first = yearLast.group(1);
            String second = yearLast.group(2);
            return monthFirst ? day(yearLast.group(3), first, second) : day(yearLast.group(3), second, first);
        }
        Matcher named = NAMED.matcher(stripped);
        if (named.matches()) {
            int place = MONTHS.indexOf(named.group(2).toLowerCase(Locale.ROOT));
            return place % LETTERS == 0
                    ? day(named.group(3), Integer.toString(place / LETTERS + 1), named.group(1))
                    : null;
        }
        return null;
    }

    private static @Nullable LocalDate day(String year, String month, String day) {
        int number = Integer.parseInt(year);
        int whole = number >= CENTURY
                ? number
                : number + (number >= FIRST_OF_LAST_CENTURY ? FIRST_YEAR : FIRST_YEAR + CENTURY);
        try {
            LocalDate date = LocalDate.of(whole, Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR ? date : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
