package org.sequitur.pricelist;

import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The price list of each company. */
@Component
final class PriceListItems {

    private static final RecordLayout<PriceListItem> LAYOUT = RecordLayout.of("price_list_item", PriceListItem::of)
            .withMissing("stock_item is invalid")
            .withTaken("code has already been taken")
            .with("code", PriceListItem::code)
            .with("item_type", PriceListItem::itemType)
            .with("description", PriceListItem::description)
            .with("quantity", PriceListItem::quantity)
            .with("price", PriceListItem::price)
            .with("vat_status", PriceListItem::vatStatus)
            .with("sales_tax_rate", PriceListItem::salesTaxRate)
            .with("second_sales_tax_rate", PriceListItem::secondSalesTaxRate)
            .with("category", PriceListItem::category)
            .with("stock_item_id", PriceListItem::stockItemId)
            .with("created_at", PriceListItem::createdAt)
            .with("updated_at", PriceListItem::updatedAt);

    private final RecordTable<PriceListItem> table;

    PriceListItems(JdbcClient jdbc, TransactionOperations transactions) {
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    RecordTable<PriceListItem> table() {
        return table;
    }
}
