package org.sequitur.invoice;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** How often an invoice or an expense recurs. Whatever counts months keeps to the day of the first, or the last day of a shorter month. */
public enum Frequency {
    WEEKLY("Weekly", 7, 0),
    TWO_WEEKLY("Two Weekly", 14, 0),
    FOUR_WEEKLY("Four Weekly", 28, 0),
    MONTHLY("Monthly", 0, 1),
    TWO_MONTHLY("Two Monthly", 0, 2),
    QUARTERLY("Quarterly", 0, 3),
    BIANNUALLY("Biannually", 0, 6),
    ANNUALLY("Annually", 0, 12),
    TWO_YEARLY("2-Yearly", 0, 24);

    public static final Set<String> WORDS =
            Arrays.stream(values()).map(Frequency::word).collect(Collectors.toUnmodifiableSet());

    private static final int MONTHS_OF_A_YEAR = 12;

    private final String word;
    private final int days;
    private final int months;

    Frequency(String word, int days, int months) {
        this.word = word;
        this.days = days;
        this.months = months;
    }

    public String word() {
        return word;
    }

    public static Frequency of(String word) {
        return Arrays.stream(values())
                .filter(frequency -> frequency.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    /** The first day of the series after a day; the series begins with {@code first}. */
    public LocalDate next(LocalDate first, LocalDate after) {
        if (after.isBefore(first)) {
            return first;
        }
        long steps = days > 0
                ? (after.toEpochDay() - first.toEpochDay()) / days
                : (monthsOf(after) - monthsOf(first)) / months;
        LocalDate day = at(first, steps);
        while (!day.isAfter(after)) {
            day = at(first, ++steps);
        }
        return day;
    }

    private LocalDate at(LocalDate first, long steps) {
        return days > 0 ? first.plusDays(steps * days) : first.plusMonths(steps * months);
    }

    private static long monthsOf(LocalDate day) {
        return (long) day.getYear() * MONTHS_OF_A_YEAR + day.getMonthValue();
    }
}
