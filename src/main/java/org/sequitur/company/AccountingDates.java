package org.sequitur.company;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * The dates a company's accounts start from, and the periods that follow from them.
 *
 * @param freeagentStart entries from this day on are accounted for
 */
public record AccountingDates(
        LocalDate companyStart, @Nullable LocalDate tradingStart, LocalDate firstYearEnd, LocalDate freeagentStart) {

    private static final int MOST_MONTHS_OF_FIRST_YEAR = 18;

    /** The time that one set of annual accounts covers. */
    public record Period(LocalDate startsOn, LocalDate endsOn) {}

    /**
     * The annual periods from the one that holds the start date to the one that holds a day, oldest first; there is always one. The
     * very first period begins with the company and can be longer or shorter than a year.
     */
    List<Period> periodsUntil(LocalDate today) {
        return periods(freeagentStart, today);
    }

    /** All of them, those before the start date too. */
    List<Period> allPeriodsUntil(LocalDate today) {
        return periods(companyStart, today);
    }

    private List<Period> periods(LocalDate from, LocalDate today) {
        List<Period> periods = new ArrayList<>();
        LocalDate startsOn = companyStart.isAfter(firstYearEnd) ? yearEnd(-1).plusDays(1) : companyStart;
        for (int year = 0; periods.isEmpty() || !startsOn.isAfter(today); year++) {
            LocalDate endsOn = yearEnd(year);
            if (!endsOn.isBefore(from)) {
                periods.add(new Period(startsOn, endsOn));
            }
            startsOn = endsOn.plusDays(1);
        }
        return periods;
    }

    /** What is wrong becomes a complaint. A first year is 18 months at most: section 391 (5) of the Companies Act 2006. */
    AccountingDates changedBy(WireObject sent) {
        AccountingDates changed = new AccountingDates(
                required(sent, "company_start_date", companyStart),
                sent.date("trading_start_date", tradingStart),
                required(sent, "first_accounting_year_end", firstYearEnd),
                required(sent, "freeagent_start_date", freeagentStart));
        if (!changed.equals(this)) {
            changed.check(sent.complaints());
        }
        return changed;
    }

    private void check(Complaints complaints) {
        complaints.addIf(
                tradingStart != null && tradingStart.isBefore(companyStart),
                "trading_start_date must not be before company_start_date");
        complaints.addIf(
                freeagentStart.isBefore(companyStart), "freeagent_start_date must not be before company_start_date");
        complaints.addIf(
                !firstYearEnd.isAfter(companyStart), "first_accounting_year_end must be after company_start_date");
        complaints.addIf(
                firstYearEnd.isAfter(companyStart.plusMonths(MOST_MONTHS_OF_FIRST_YEAR)),
                "first_accounting_year_end must be within " + MOST_MONTHS_OF_FIRST_YEAR
                        + " months of company_start_date");
    }

    private static LocalDate required(WireObject sent, String name, LocalDate standing) {
        LocalDate date = sent.date(name, standing);
        sent.complaints().addIf(date == null, name + " can't be blank");
        return date == null ? standing : date;
    }

    /** A year that ends with February ends with it in leap years too. */
    private LocalDate yearEnd(int year) {
        LocalDate anniversary = firstYearEnd.plusYears(year);
        boolean endsWithMonth = firstYearEnd.getDayOfMonth() == firstYearEnd.lengthOfMonth();
        return endsWithMonth ? anniversary.with(TemporalAdjusters.lastDayOfMonth()) : anniversary;
    }
}
