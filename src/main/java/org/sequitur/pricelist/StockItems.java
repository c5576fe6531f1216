package org.sequitur.pricelist;

import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What each company keeps in stock. */
@Component
public final class StockItems {

    private static final RecordLayout<StockItem> LAYOUT = RecordLayout.of("stock_item", StockItem::of)
            .with("description", StockItem::description)
            .with("opening_quantity", StockItem::openingQuantity)
            .with("opening_balance", StockItem::openingBalance)
            .with("cost_of_sale_category", StockItem::costCategory)
            .with("created_at", StockItem::createdAt)
            .with("updated_at", StockItem::updatedAt);

    private final RecordTable<StockItem> table;

    StockItems(JdbcClient jdbc, TransactionOperations transactions) {
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    public boolean exists(long companyId, long id) {
        return table.exists(companyId, id);
    }

    RecordTable<StockItem> table() {
        return table;
    }
}
