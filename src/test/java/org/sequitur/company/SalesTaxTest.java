package org.sequitur.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.company.SalesTax.Registration;

class SalesTaxTest {

    private static final LocalDate BEGIN = LocalDate.of(2026, 4, 1);
    private static final LocalDate END = LocalDate.of(2026, 10, 1);

    @Test
    void anUnregisteredCompanyIsNeverRegistered() {
        assertThat(tax(Registration.NOT_REGISTERED, null).isRegisteredOn(BEGIN)).isFalse();
    }

    @Test
    void registrationHoldsFromItsEffectiveDate() {
        SalesTax tax = tax(Registration.REGISTERED, null);
        assertThat(tax.isRegisteredOn(BEGIN.minusDays(1))).isFalse();
        assertThat(tax.isRegisteredOn(BEGIN)).isTrue();
    }

    @Test
    void deregistrationEndsIt() {
        SalesTax tax = tax(Registration.DEREGISTERED, END);
        assertThat(tax.isRegisteredOn(END.minusDays(1))).isTrue();
        assertThat(tax.isRegisteredOn(END)).isFalse();
    }

    private static SalesTax tax(Registration registration, @Nullable LocalDate end) {
        List<BigDecimal> rates = List.of(BigDecimal.valueOf(20));
        return new SalesTax("VAT", registration, null, BEGIN, end, rates, true, null, List.of(), false);
    }
}
