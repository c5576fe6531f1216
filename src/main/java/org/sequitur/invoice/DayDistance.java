package org.sequitur.invoice;

import java.time.LocalDate;
import java.time.Year;
import java.time.temporal.ChronoUnit;

/** The distance between two days in words, by the table that Ruby on Rails made common. */
final class DayDistance {

    private static final int ABOUT_A_MONTH = 30;
    private static final int ABOUT_TWO_MONTHS = 45;
    private static final int MONTHS = 60;
    private static final int A_YEAR = 365;
    private static final double DAYS_PER_QUARTER = 91.25;

    private DayDistance() {}

    /** @param from not after {@code to} */
    static String inWords(LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to);
        if (days < ABOUT_A_MONTH) {
            return days == 1 ? "1 day" : days + " days";
        }
        if (days < ABOUT_TWO_MONTHS) {
            return "about 1 month";
        }
        if (days < MONTHS) {
            return "about 2 months";
        }
        if (days < A_YEAR) {
            return Math.round(days / 30.0) + " months";
        }
        return years(from, to, days);
    }

    private static String years(LocalDate from, LocalDate to, long days) {
        int firstYear = from.getMonthValue() >= 3 ? from.getYear() + 1 : from.getYear();
        int lastYear = to.getMonthValue() < 3 ? to.getYear() - 1 : to.getYear();
        long leapDays = 0;
        for (int year = firstYear; year <= lastYear; year++) {
            leapDays += Year.isLeap(year) ? 1 : 0;
        }
        long counted = days - leapDays;
        long years = counted / A_YEAR;
        long remainder = counted % A_YEAR;
        if (remainder < DAYS_PER_QUARTER) {
            return "about " + inYears(years);
        }
        return remainder < 3 * DAYS_PER_QUARTER ? "over " + inYears(years) : "almost " + inYears(years + 1);
    }

    private static String inYears(long years) {
        return years == 1 ? "1 year" : years + " years";
    }
}
