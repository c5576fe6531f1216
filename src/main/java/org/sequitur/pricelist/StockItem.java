package org.sequitur.pricelist;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.sequitur.category.NominalCode;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * Something kept in stock.
 *
 * @param openingQuantity on hand when the books began
 * @param openingBalance what that was worth, in the company's currency
 * @param onHand what is left of that; what was sent on invoices has left, what was credited has come back
 * @param costCategory what the cost of a sale is booked to
 */
record StockItem(
        long id,
        String description,
        BigDecimal openingQuantity,
        BigDecimal openingBalance,
        BigDecimal onHand,
        String costCategory,
        Instant createdAt,
        Instant updatedAt)
        implements Body {

    static final String COST_OF_SALES = "101";
    private static final int MOST_CHARACTERS = 255;

    static StockItem unsaved(Instant now) {
        return new StockItem(0, "", BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, COST_OF_SALES, now, now);
    }

    static StockItem of(ResultSet row) throws SQLException {
        return new StockItem(
                row.getLong("id"),
                row.getString("description"),
                row.getBigDecimal("opening_quantity"),
                row.getBigDecimal("opening_balance"),
                row.getBigDecimal("on_hand"),
                row.getString("cost_of_sale_category"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    StockItem changedBy(WireObject sent, Instant now) {
        StockItem changed = new StockItem(
                id,
                sent.requiredText("description", description, MOST_CHARACTERS),
                Objects.requireNonNullElse(sent.decimal("opening_quantity", openingQuantity), BigDecimal.ZERO),
                sent.decimalWithin(
                        "opening_balance",
                        openingBalance,
                        BigDecimal.ZERO,
                        WireObject.LARGEST_DECIMAL.negate(),
                        WireObject.LARGEST_DECIMAL,
                        2),
                onHand,
                NominalCode.read(sent, "cost_of_sale_category", costCategory, COST_OF_SALES),
                createdAt,
                now);
        sent.complaints().throwIfAny();
        return changed;
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "stock_items", id);
        out.text("description", description);
        out.decimal("opening_quantity", openingQuantity);
        out.decimal("opening_balance", openingBalance);
        out.reference("cost_of_sale_category", "categories", costCategory);
        out.decimal("stock_on_hand", onHand);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
    }
}
