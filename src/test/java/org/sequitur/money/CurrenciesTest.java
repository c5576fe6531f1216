package org.sequitur.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurrenciesTest {

    @Test
    void currenciesInUseAreAccepted() {
        assertThat(Currencies.ACCEPTED).hasSize(113).contains("GBP", "EUR", "USD", "JPY", "AED", "ZMW", "MRU");
    }

    @Test
    void retiredUnknownAndLowerCaseCodesAreNot() {
        assertThat(Currencies.ACCEPTED)
                .doesNotContain("BGN", "HRK", "LTL", "LVL", "VEF", "ZMK", "SSP", "VES", "XXX", "gbp", "");
    }
}
