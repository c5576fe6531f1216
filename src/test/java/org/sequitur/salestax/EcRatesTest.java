package org.sequitur.salestax;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EcRatesTest {

    @Test
    void allCountriesHaveAStandardRateFromTheFirstDayOn() {
        assertThat(EcRates.countries()).hasSize(27);
        for (String country : EcRates.countries()) {
            assertThat(EcRates.of(country, EcRates.BEGIN))
                    .as(country)
                    .filteredOn(rate -> rate.band().equals("Standard"))
                    .singleElement()
                    .satisfies(rate -> assertThat(rate.percentage()).isBetween(new BigDecimal(15), new BigDecimal(30)));
        }
    }

    @Test
    void aRateHoldsUntilTheDayBeforeTheNextOne() {
        assertThat(standard("Germany", "2020-06-30")).isEqualTo("19");
        assertThat(standard("Germany", "2020-07-01")).isEqualTo("16");
        assertThat(standard("Germany", "2021-01-01")).isEqualTo("19");
        assertThat(standard("Greece", "2016-05-31")).isEqualTo("23");
        assertThat(standard("Greece", "2016-06-01")).isEqualTo("24");
        assertThat(standard("Finland", "2026-11-29")).isEqualTo("25.5");
    }

    private static String standard(String country, String day) {
        List<EcRates.Rate> rates = EcRates.of(country, LocalDate.parse(day));
        return rates.getFirst().percentage().toPlainString();
    }
}
