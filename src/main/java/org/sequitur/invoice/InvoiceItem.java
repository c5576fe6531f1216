package org.sequitur.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice.
 *
 * @param id 0 for a line that is not stored yet
 * @param position from 1
 * @param itemType null for no unit
 * @param price of one unit, in the precision that was sent; null until it is settled
 * @param salesTaxRate a percentage; null when not asked for, or when the company charges no sales tax
 */
record InvoiceItem(
        long id,
        int position,
        @Nullable String itemType,
        BigDecimal quantity,
        String description,
        @Nullable BigDecimal price,
        @Nullable BigDecimal salesTaxRate,
        @Nullable BigDecimal secondSalesTaxRate,
        @Nullable String salesTaxStatus,
        @Nullable String secondSalesTaxStatus,
        boolean suffersCisDeduction,
        String category) {

    static final String STANDARD_CATEGORY = "001";

    static final InvoiceItem BLANK =
            new InvoiceItem(0, 0, null, BigDecimal.ZERO, "", null, null, null, null, null, false, STANDARD_CATEGORY);

    BigDecimal unitPrice() {
        return price == null ? BigDecimal.ZERO : price;
    }

    InvoiceItem at(int newPosition) {
        return new InvoiceItem(
                id,
                newPosition,
                itemType,
                quantity,
                description,
                price,
                salesTaxRate,
                secondSalesTaxRate,
                salesTaxStatus,
                secondSalesTaxStatus,
                suffersCisDeduction,
                category);
    }

    InvoiceItem withId(long newId) {
        return new InvoiceItem(
                newId,
                position,
                itemType,
                quantity,
                description,
                price,
                salesTaxRate,
                secondSalesTaxRate,
                salesTaxStatus,
                secondSalesTaxStatus,
                suffersCisDeduction,
                category);
    }

    InvoiceItem priced(BigDecimal newPrice) {
        return new InvoiceItem(
                id,
                position,
                itemType,
                quantity,
                description,
                newPrice,
                salesTaxRate,
                secondSalesTaxRate,
                salesTaxStatus,
                secondSalesTaxStatus,
                suffersCisDeduction,
                category);
    }

    InvoiceItem taxed(
            @Nullable BigDecimal rate,
            @Nullable String status,
            @Nullable BigDecimal secondRate,
            @Nullable String secondStatus) {
        return new InvoiceItem(
                id,
                position,
                itemType,
                quantity,
                description,
                price,
                rate,
                secondRate,
                status,
                secondStatus,
                suffersCisDeduction,
                category);
    }
}
