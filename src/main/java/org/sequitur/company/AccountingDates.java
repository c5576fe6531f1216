package org.sequitur.company;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dates a company's accounts start from, and the periods that follow from them.
 *
 * @param freeagentStart entries from this day on are accounted for
 */
public record AccountingDates(
        LocalDate companyStart, @Nullable LocalDate tradingStart, LocalDate firstYearEnd, LocalDate freeagentStart) {

    /** The time that one set of annual accounts covers. */
    public record Period(LocalDate startsOn, LocalDate endsOn) {}

    /**
     * The annual periods from the one that holds the start date to the one that holds a day, oldest first; there is always one. The
     * very first period begins with the company and can be longer or shorter than a year.
     */
    List<Period> periodsUntil(LocalDate today) {
        List<Period> periods = new ArrayList<>();
        LocalDate startsOn = companyStart.isAfter(firstYearEnd) ? yearEnd(-1).plusDays(1) : companyStart;
        for (int year = 0; periods.isEmpty() || !startsOn.isAfter(today); year++) {
            LocalDate endsOn = yearEnd(year);
            if (!endsOn.isBefore(freeagentStart)) {
                periods.add(new Period(startsOn, endsOn));
            }
            startsOn = endsOn.plusDays(1);
        }
        return periods;
    }

    /** A year that ends with February ends with it in leap years too. */
    private LocalDate yearEnd(int year) {
        LocalDate anniversary = firstYearEnd.plusYears(year);
        boolean endsWithMonth = firstYearEnd.getDayOfMonth() == firstYearEnd.lengthOfMonth();
        return endsWithMonth ? anniversary.with(TemporalAdjusters.lastDayOfMonth()) : anniversary;
    }
}
