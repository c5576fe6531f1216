package org.sequitur.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice.
 *
 * @param id 0 for a line that is not stored yet
 * @param position from 1
 * @param itemType null for no unit
 * @param stockItemId what is sold out of stock; null unless the type is {@link ItemTypes#STOCK}
 * @param price of one unit, in the precision that was sent; null until it is settled
 */
public record InvoiceItem(
        long id,
        int position,
        @Nullable String itemType,
        BigDecimal quantity,
        String description,
        @Nullable BigDecimal price,
        ItemTax tax,
        boolean suffersCisDeduction,
        String category,
        @Nullable Long stockItemId) {

    static final String STANDARD_CATEGORY = "001";

    public static final InvoiceItem BLANK =
            new InvoiceItem(0, 0, null, BigDecimal.ZERO, "", null, ItemTax.NONE, false, STANDARD_CATEGORY, null);

    /** A line for what is billed; whatever tax applies to its customer. */
    public static InvoiceItem billed(
            @Nullable String itemType, BigDecimal quantity, String description, BigDecimal price) {
        return new InvoiceItem(
                0, 0, itemType, quantity, description, price, ItemTax.NONE, false, STANDARD_CATEGORY, null);
    }

    public BigDecimal unitPrice() {
        return price == null ? BigDecimal.ZERO : price;
    }

    public InvoiceItem at(int newPosition) {
        return copy(id, newPosition, price, tax);
    }

    public InvoiceItem withId(long newId) {
        return copy(newId, position, price, tax);
    }

    InvoiceItem priced(BigDecimal newPrice) {
        return copy(id, position, newPrice, tax);
    }

    InvoiceItem taxed(ItemTax newTax) {
        return copy(id, position, price, newTax);
    }

    /** The same line of what is not kept in stock. */
    InvoiceItem withoutStock() {
        return new InvoiceItem(
                id, position, itemType, quantity, description, price, tax, suffersCisDeduction, category, null);
    }

    private InvoiceItem copy(long newId, int newPosition, @Nullable BigDecimal newPrice, ItemTax newTax) {
        return new InvoiceItem(
                newId,
                newPosition,
                itemType,
                quantity,
                description,
                newPrice,
                newTax,
                suffersCisDeduction,
                category,
                stockItemId);
    }
}
