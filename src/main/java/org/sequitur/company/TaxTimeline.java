package org.sequitur.company;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.sequitur.company.AccountingDates.Period;

/**
 * The deadlines that follow from a company's own dates, in the United Kingdom; of other companies none is known. What has passed is
 * left out, and so is what belongs to a period that has not begun.
 *
 * <p>Months are counted as HMRC and Companies House do: from the last day of a month to the last day of another.
 */
final class TaxTimeline {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yy", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM yy", Locale.ENGLISH);
    private static final int MONTHS_TO_FILE_VAT = 1;
    private static final int DAYS_TO_FILE_VAT = 7;
    private static final int MONTHS_OF_A_VAT_PERIOD = 3;
    private static final int MONTHS_TO_PAY_CORPORATION_TAX = 9;
    private static final int MONTHS_TO_FILE_CORPORATION_TAX = 12;
    private static final int MONTHS_TO_FILE_ACCOUNTS = 9;
    private static final int MONTHS_TO_FILE_FIRST_ACCOUNTS = 21;
    private static final int MONTHS_TO_FILE_AFTER_A_LONG_YEAR = 3;
    private static final int DAYS_TO_CONFIRM = 14;

    private final Company company;
    private final LocalDate today;
    private final List<TaxDeadline> deadlines = new ArrayList<>();

    private TaxTimeline(Company company, LocalDate today) {
        this.company = company;
        this.today = today;
    }

    /** What is still to come, the next first. */
    static List<TaxDeadline> of(Company company, LocalDate today) {
        TaxTimeline timeline = new TaxTimeline(company, today);
        switch (company.type()) {
            case UK_LIMITED_COMPANY -> {
                timeline.addVat();
                timeline.addCorporationTax();
                timeline.addCompaniesHouse();
            }
            case UK_LIMITED_LIABILITY_PARTNERSHIP -> {
                timeline.addVat();
                timeline.addCompaniesHouse();
            }
            case UK_PARTNERSHIP, UK_SOLE_TRADER, UK_UNINCORPORATED_LANDLORD -> timeline.addVat();
            default -> {}
        }
        return timeline.deadlines.stream()
                .filter(deadline -> !deadline.datedOn().isBefore(today))
                .sorted(Comparator.comparing(TaxDeadline::datedOn))
                .toList();
    }

    /** Quarters that begin with the end of the first return's period; nobody can tell without it. */
    private void addVat() {
        SalesTax tax = company.salesTax().on(today);
        LocalDate endsOn = company.vatScheme().firstReturnPeriodEndsOn();
        LocalDate startsOn = tax.effectiveDate();
        LocalDate until = tax.deregistrationEffectiveDate();
        if (tax.registration() == SalesTax.Registration.NOT_REGISTERED || startsOn == null || endsOn == null) {
            return;
        }
        while (!startsOn.isAfter(today) && (until == null || startsOn.isBefore(until))) {
            // The last return ends with the registration.
            LocalDate end = until != null && until.isBefore(endsOn) ? until : endsOn;
            add("VAT Return " + MONTH.format(end), TaxDeadline.FILED_AND_PAID, vatDue(end));
            startsOn = endsOn.plusDays(1);
            endsOn = monthsAfter(endsOn, MONTHS_OF_A_VAT_PERIOD);
        }
    }

    private static LocalDate vatDue(LocalDate end) {
        return monthsAfter(end, MONTHS_TO_FILE_VAT).plusDays(DAYS_TO_FILE_VAT);
    }

    /** Accounts of more than twelve months are two periods for the tax, of which the first has twelve; they are filed together. */
    private void addCorporationTax() {
        for (Period period : company.accountingDates().allPeriodsUntil(today)) {
            LocalDate startsOn = taxedFrom(period);
            LocalDate endOfTwelveMonths = startsOn.plusYears(1).minusDays(1);
            if (endOfTwelveMonths.isBefore(period.endsOn())) {
                addCorporationTax(endOfTwelveMonths, period);
            }
            addCorporationTax(period.endsOn(), period);
        }
    }

    private LocalDate taxedFrom(Period period) {
        LocalDate trading = company.accountingDates().tradingStart();
        boolean beginsLater =
                trading != null && trading.isAfter(period.startsOn()) && trading.isBefore(period.endsOn());
        return beginsLater && trading != null ? trading : period.startsOn();
    }

    private void addCorporationTax(LocalDate end, Period accounts) {
        String description = "Corporation Tax, year ending " + DAY.format(end);
        add(
                description,
                TaxDeadline.PAID,
                monthsAfter(end, MONTHS_TO_PAY_CORPORATION_TAX).plusDays(1));
        add(description, TaxDeadline.FILED, monthsAfter(accounts.endsOn(), MONTHS_TO_FILE_CORPORATION_TAX));
    }

    private void addCompaniesHouse() {
        LocalDate incorporated = company.accountingDates().companyStart();
        for (Period period : company.accountingDates().allPeriodsUntil(today)) {
            boolean isFirst = period.startsOn().equals(incorporated);
            add(
                    "Accounting Period Ending " + DAY.format(period.endsOn()),
                    isFirst ? TaxDeadline.FIRST_ACCOUNTS : TaxDeadline.ACCOUNTS,
                    isFirst ? firstAccountsDue(period) : monthsAfter(period.endsOn(), MONTHS_TO_FILE_ACCOUNTS));
        }
        // A review period of a year ends on the day before each anniversary.
        LocalDate reviewEndsOn = incorporated.plusYears(1).minusDays(1);
        for (int year = 2; reviewEndsOn.plusDays(DAYS_TO_CONFIRM).isBefore(today); year++) {
            reviewEndsOn = incorporated.plusYears(year).minusDays(1);
        }
        add(
                "Confirmation Statement " + DAY.format(reviewEndsOn),
                TaxDeadline.ANNUAL_RETURN,
                reviewEndsOn.plusDays(DAYS_TO_CONFIRM));
    }

    /** Section 442 (3) of the Companies Act 2006: a first period of more than a year has 21 months from the start, or 3 from its end. */
    private static LocalDate firstAccountsDue(Period first) {
        LocalDate anniversary = first.startsOn().plusYears(1);
        if (first.endsOn().isBefore(anniversary)) {
            return monthsAfter(first.endsOn(), MONTHS_TO_FILE_ACCOUNTS);
        }
        LocalDate fromStart = first.startsOn().plusMonths(MONTHS_TO_FILE_FIRST_ACCOUNTS);
        LocalDate fromEnd = monthsAfter(first.endsOn(), MONTHS_TO_FILE_AFTER_A_LONG_YEAR);
        return fromEnd.isAfter(fromStart) ? fromEnd : fromStart;
    }

    private void add(String description, String nature, LocalDate datedOn) {
        deadlines.add(new TaxDeadline(description, nature, datedOn));
    }

    private static LocalDate monthsAfter(LocalDate day, int months) {
        LocalDate later = day.plusMonths(months);
        boolean isLastOfMonth = day.getDayOfMonth() == day.lengthOfMonth();
        return isLastOfMonth ? later.with(TemporalAdjusters.lastDayOfMonth()) : later;
    }
}
