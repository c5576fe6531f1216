package org.sequitur.expense;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import org.sequitur.company.SalesTax;
import org.sequitur.invoice.SalesTaxRules;

/** The sales tax that costs of a category usually bear, from the preset of FreeAgent's categories. */
enum CategoryTax {
    STANDARD,
    ZERO,
    OUT_OF_SCOPE;

    private static final Set<String> ZERO_RATED =
            Set.of("294", "358", "359", "361", "362", "363", "364", "365", "366", "390", "391");
    private static final Set<String> UNTAXED = Set.of("350", "351", "360", "371", "372", "373");

    /** Purchases of assets and of stock, which are no costs of the year and taxed like them. */
    private static final Set<String> PURCHASES = Set.of("602", "609");

    private static final String FIRST_BEYOND_COSTS = "400";
    private static final int DIGITS = 3;

    static CategoryTax of(String category) {
        String code = category.substring(0, DIGITS);
        if (ZERO_RATED.contains(code)) {
            return ZERO;
        }
        boolean isTaxed = code.compareTo(FIRST_BEYOND_COSTS) < 0 ? !UNTAXED.contains(code) : PURCHASES.contains(code);
        return isTaxed ? STANDARD : OUT_OF_SCOPE;
    }

    String status() {
        return this == OUT_OF_SCOPE ? "OUT_OF_SCOPE" : SalesTaxRules.TAXABLE;
    }

    /** A percentage. */
    BigDecimal rate(SalesTax tax) {
        return this == STANDARD ? Objects.requireNonNullElse(tax.standardRate(), BigDecimal.ZERO) : BigDecimal.ZERO;
    }
}
