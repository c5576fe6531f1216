package org.sequitur.expense;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.AutoSalesTax;
import org.sequitur.category.Category;
import org.sequitur.company.SalesTax;
import org.sequitur.invoice.SalesTaxRules;

/**
 * The sales tax of what is booked to a category and says nothing of its tax: what the category's {@code auto_sales_tax_rate} says, which a
 * company sets for those that it added.
 *
 * @param rate a percentage
 */
record UsualTax(String status, BigDecimal rate) {

    /** Assets and stock: their accounts say nothing of a tax, but buying such is taxed like costs are. */
    private static final Set<String> PURCHASES = Set.of("602", "609");

    private static final int DIGITS = 3;

    /** @param category null when the company has none of the code, as after a move from elsewhere */
    static UsualTax of(String code, @Nullable Category category, SalesTax tax) {
        AutoSalesTax said = category == null ? null : category.salesTax();
        boolean isPurchase = PURCHASES.contains(code.substring(0, DIGITS));
        return switch (said != null ? said : isPurchase ? AutoSalesTax.STANDARD : AutoSalesTax.OUTSIDE_OF_THE_SCOPE) {
            case STANDARD -> taxed(tax.standardRate());
            case REDUCED -> taxed(tax.reducedRate());
            case ZERO -> taxed(BigDecimal.ZERO);
            case EXEMPT -> new UsualTax(SalesTaxRules.EXEMPT, BigDecimal.ZERO);
            case OUTSIDE_OF_THE_SCOPE -> new UsualTax(SalesTaxRules.OUT_OF_SCOPE, BigDecimal.ZERO);
        };
    }

    private static UsualTax taxed(@Nullable BigDecimal rate) {
        return new UsualTax(SalesTaxRules.TAXABLE, Objects.requireNonNullElse(rate, BigDecimal.ZERO));
    }
}
