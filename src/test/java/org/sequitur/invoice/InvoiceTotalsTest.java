package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvoiceTotalsTest {

    @Test
    void aLineIsRoundedAndThePriceIsNot() {
        assertThat(totals(null, line("12.2", "1.03333333", null), line("12.2", "1.03333333", null))
                        .net())
                .isEqualByComparingTo("25.22");
        assertThat(totals(null, line("4.1667", "50", null)).net()).isEqualByComparingTo("208.34");
    }

    @Test
    void halfAPennyIsRoundedAwayFromZeroOnBothSides() {
        assertThat(totals(null, line("0.005", "1", null)).net()).isEqualByComparingTo("0.01");
        assertThat(totals(null, line("-0.005", "1", null)).net()).isEqualByComparingTo("-0.01");
    }

    @Test
    void taxIsComputedAndRoundedForEachLine() {
        InvoiceTotals totals = totals(null, line("0.13", "1", "20"), line("0.13", "1", "20"));
        assertThat(totals.salesTax()).isEqualByComparingTo("0.06");
        assertThat(totals.total()).isEqualByComparingTo("0.32");
    }

    @Test
    void theDiscountReducesEveryLineBeforeTax() {
        InvoiceTotals totals = totals(new BigDecimal("12.5"), line("250", "4", "20"));
        assertThat(totals.net()).isEqualByComparingTo("875.00");
        assertThat(totals.salesTax()).isEqualByComparingTo("175.00");
    }

    @Test
    void aCompoundSecondTaxIsTakenOfNetAndFirstTax() {
        InvoiceItem item = line("100", "1", "5")
                .taxed(new ItemTax(new BigDecimal("5"), "TAXABLE", new BigDecimal("10"), "TAXABLE"));
        assertThat(InvoiceTotals.of(List.of(item), null, false, null).secondSalesTax())
                .isEqualByComparingTo("10");
        assertThat(InvoiceTotals.of(List.of(item), null, true, null).secondSalesTax())
                .isEqualByComparingTo("10.5");
        assertThat(InvoiceTotals.of(List.of(item), null, true, null).total()).isEqualByComparingTo("115.5");
    }

    @Test
    void theCisDeductionIsOfLabourOnly() {
        InvoiceItem labour = new InvoiceItem(
                0, 1, "Days", BigDecimal.ONE, "l", new BigDecimal("300"), ItemTax.NONE, true, "001", null);
        InvoiceTotals totals =
                InvoiceTotals.of(List.of(labour, line("50", "1", null)), null, false, CisBand.CIS_STANDARD);
        assertThat(totals.cisDeduction()).isEqualByComparingTo("60");
        assertThat(totals.total()).isEqualByComparingTo("350");
    }

    private static InvoiceTotals totals(@Nullable BigDecimal discount, InvoiceItem... items) {
        return InvoiceTotals.of(List.of(items), discount, false, null);
    }

    private static InvoiceItem line(String price, String quantity, @Nullable String rate) {
        return new InvoiceItem(
                0,
                1,
                null,
                new BigDecimal(quantity),
                "x",
                new BigDecimal(price),
                new ItemTax(rate == null ? null : new BigDecimal(rate), null, null, null),
                false,
                "001",
                null);
    }
}
