package org.sequitur.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyFoundingTest {

    private static final CompanyFounding.Owner OWNER =
            new CompanyFounding.Owner("mira@harbourlane.example", "Mira", "Quist");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"Harbour Lane Studio Ltd;harbourlanestudioltd", "Müller & Söhne;mullersohne", "株式会社;company"})
    void subdomainIsDerivedFromTheName(String name, String subdomain) {
        assertThat(founding(name).suggestedSubdomain()).isEqualTo(subdomain);
    }

    @Test
    void firstAccountsEndWithTheMonthOfTheFirstAnniversary() {
        AccountingDates dates = founding("Pier Six").accountingDates(LocalDate.of(2024, 4, 12));
        assertThat(dates.companyStart()).isEqualTo("2024-04-12");
        assertThat(dates.freeagentStart()).isEqualTo("2024-04-12");
        assertThat(dates.firstYearEnd()).isEqualTo("2025-04-30");
    }

    @Test
    void whatMakesNoCompanyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> founding(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> founding("Pier Six").currency("gbp"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CompanyFounding.Owner("nobody", "Mira", "Quist"));
    }

    private static CompanyFounding founding(String name) {
        return new CompanyFounding(name, CompanyType.UK_LIMITED_COMPANY, OWNER);
    }
}
