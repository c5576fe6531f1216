package org.sequitur.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.sequitur.company.AccountingDates.Period;

class AccountingDatesTest {

    @Test
    void periodsRunFromTheStartOfTheBooksToTheCurrentOne() {
        AccountingDates dates = dates("2024-04-12", "2025-04-30", "2026-05-01");
        assertThat(dates.periodsUntil(day("2026-08-16"))).containsExactly(period("2026-05-01", "2027-04-30"));
        assertThat(dates.periodsUntil(day("2027-04-30"))).containsExactly(period("2026-05-01", "2027-04-30"));
        assertThat(dates.periodsUntil(day("2027-05-01")))
                .containsExactly(period("2026-05-01", "2027-04-30"), period("2027-05-01", "2028-04-30"));
    }

    @Test
    void theFirstPeriodBeginsWithTheCompany() {
        AccountingDates dates = dates("2024-04-12", "2025-04-30", "2024-04-12");
        assertThat(dates.periodsUntil(day("2025-05-02")))
                .containsExactly(period("2024-04-12", "2025-04-30"), period("2025-05-01", "2026-04-30"));
    }

    @Test
    void booksThatBeginWithinAPeriodShowTheWholeOfIt() {
        AccountingDates dates = dates("2020-01-01", "2020-12-31", "2026-06-15");
        assertThat(dates.periodsUntil(day("2026-07-01"))).containsExactly(period("2026-01-01", "2026-12-31"));
    }

    @Test
    void booksThatBeginInTheFutureHaveTheirPeriodToo() {
        AccountingDates dates = dates("2026-01-01", "2026-12-31", "2028-01-01");
        assertThat(dates.periodsUntil(day("2026-07-01"))).containsExactly(period("2028-01-01", "2028-12-31"));
    }

    @Test
    void yearsThatEndWithFebruaryDoSoInLeapYears() {
        AccountingDates dates = dates("2026-03-01", "2027-02-28", "2026-03-01");
        assertThat(dates.periodsUntil(day("2028-02-29")))
                .containsExactly(period("2026-03-01", "2027-02-28"), period("2027-03-01", "2028-02-29"));
    }

    private static AccountingDates dates(String companyStart, String firstYearEnd, String freeagentStart) {
        return new AccountingDates(day(companyStart), null, day(firstYearEnd), day(freeagentStart));
    }

    private static Period period(String startsOn, String endsOn) {
        return new Period(day(startsOn), day(endsOn));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
