package org.sequitur.expense;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;

/** What was bought for the stock. */
record StockPurchase(@Nullable Long itemId, @Nullable BigDecimal quantity) {

    static final StockPurchase NONE = new StockPurchase(null, null);

    private static final String CATEGORY = "609";

    /** Of other categories than that of stock it is nothing. */
    StockPurchase changedBy(WireObject sent, String category) {
        if (!category.startsWith(CATEGORY)) {
            return NONE;
        }
        Long item = sent.reference("stock_item", itemId);
        BigDecimal newQuantity = sent.decimal("stock_altering_quantity", quantity);
        sent.complaints().addIf(item == null, "stock_item can't be blank");
        sent.complaints().addIf(newQuantity == null, "stock_altering_quantity can't be blank");
        return new StockPurchase(item, newQuantity);
    }
}
