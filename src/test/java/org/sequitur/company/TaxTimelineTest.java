package org.sequitur.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.address.Address;
import org.sequitur.company.SalesTax.Registration;

class TaxTimelineTest {

    /** Founded in the middle of a month, so that its first year is longer than twelve months. */
    private static final AccountingDates DATES =
            new AccountingDates(LocalDate.of(2024, 4, 12), null, LocalDate.of(2025, 4, 30), LocalDate.of(2026, 5, 1));

    private static final SalesTax UNREGISTERED = tax(Registration.NOT_REGISTERED, null, null);

    @Test
    void aLimitedCompanyOwesTheReturnsOfThePeriodsThatHaveBegun() {
        assertThat(lines(company(CompanyType.UK_LIMITED_COMPANY, UNREGISTERED, null), "2026-11-29"))
                .containsExactly(
                        "2027-01-31 Accounting Period Ending 30 Apr 26: Companies House Accounts Due",
                        "2027-02-01 Corporation Tax, year ending 30 Apr 26: Payment Due",
                        "2027-04-25 Confirmation Statement 11 Apr 27: Companies House Annual Return Due",
                        "2027-04-30 Corporation Tax, year ending 30 Apr 26: Submission Due",
                        "2028-01-31 Accounting Period Ending 30 Apr 27: Companies House Accounts Due",
                        "2028-02-01 Corporation Tax, year ending 30 Apr 27: Payment Due",
                        "2028-04-30 Corporation Tax, year ending 30 Apr 27: Submission Due");
    }

    @Test
    void aFirstYearOfMoreThanTwelveMonthsIsTwoForTheTaxAndHas21MonthsForCompaniesHouse() {
        assertThat(lines(company(CompanyType.UK_LIMITED_COMPANY, UNREGISTERED, null), "2025-04-20"))
                .containsExactly(
                        "2025-04-25 Confirmation Statement 11 Apr 25: Companies House Annual Return Due",
                        "2026-01-12 Corporation Tax, year ending 11 Apr 25: Payment Due",
                        "2026-01-12 Accounting Period Ending 30 Apr 25: Companies House First Accounts Due",
                        "2026-02-01 Corporation Tax, year ending 30 Apr 25: Payment Due",
                        "2026-04-30 Corporation Tax, year ending 11 Apr 25: Submission Due",
                        "2026-04-30 Corporation Tax, year ending 30 Apr 25: Submission Due");
    }

    @Test
    void vatIsDueAMonthAndSevenDaysAfterEachQuarter() {
        SalesTax registered = tax(Registration.REGISTERED, LocalDate.of(2026, 5, 1), null);
        Company trader = company(CompanyType.UK_SOLE_TRADER, registered, LocalDate.of(2026, 7, 31));
        assertThat(lines(trader, "2026-11-29"))
                .containsExactly(
                        "2026-12-07 VAT Return 10 26: Electronic Submission and Payment Due",
                        "2027-03-07 VAT Return 01 27: Electronic Submission and Payment Due");
        assertThat(lines(company(CompanyType.UK_SOLE_TRADER, registered, null), "2026-11-29"))
                .as("nobody can tell without the end of the first period")
                .isEmpty();
    }

    @Test
    void theLastVatReturnEndsWithTheRegistration() {
        SalesTax ended = tax(Registration.DEREGISTERED, LocalDate.of(2026, 5, 1), LocalDate.of(2026, 11, 15));
        assertThat(lines(company(CompanyType.UK_PARTNERSHIP, ended, LocalDate.of(2026, 7, 31)), "2026-11-29"))
                .containsExactly(
                        "2026-12-07 VAT Return 10 26: Electronic Submission and Payment Due",
                        "2026-12-22 VAT Return 11 26: Electronic Submission and Payment Due");
    }

    @Test
    void aPartnershipOfLimitedLiabilityPaysNoCorporationTaxAndOthersElsewhereHaveNothing() {
        assertThat(lines(company(CompanyType.UK_LIMITED_LIABILITY_PARTNERSHIP, UNREGISTERED, null), "2026-11-29"))
                .hasSize(3)
                .noneMatch(line -> line.contains("Corporation"));
        assertThat(lines(company(CompanyType.US_C_CORP, UNREGISTERED, null), "2026-11-29"))
                .isEmpty();
    }

    private static List<String> lines(Company company, String today) {
        return TaxTimeline.of(company, LocalDate.parse(today)).stream()
                .map(due -> due.datedOn() + " " + due.description() + ": " + due.nature())
                .toList();
    }

    private static SalesTax tax(Registration registration, @Nullable LocalDate since, @Nullable LocalDate until) {
        return new SalesTax(
                "VAT", registration, null, since, until, List.of(BigDecimal.valueOf(20)), true, null, List.of(), false);
    }

    private static Company company(CompanyType type, SalesTax tax, @Nullable LocalDate firstReturn) {
        return new Company(
                1,
                "Harbour Lane Studio",
                "harbourlane",
                type,
                "GBP",
                "miles",
                DATES,
                Address.in("United Kingdom"),
                null,
                null,
                null,
                null,
                null,
                null,
                "dd mmm yy",
                "en",
                ZoneId.of("Europe/London"),
                new SalesTaxHistory(tax),
                new VatScheme(firstReturn, "Invoice", false, null, null, false, true),
                false,
                false,
                false,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
