package org.sequitur.freeagent;

import java.util.Set;
import org.sequitur.freeagent.SourceArchive.Tables;

/** What is sold and let, and the accounts that money goes to. */
record StockTables(Tables tables) {

    private static final String STANDARD_ACCOUNT = "StandardBankAccount";
    private static final Set<String> ACCOUNT_TYPES = Set.of(STANDARD_ACCOUNT, "CreditCardAccount", "PaypalAccount");

    void write() {
        tables.table(
                "property",
                rows -> tables.pages().records("properties", property -> {
                    rows.add(property(property));
                    tables.report().copied("properties");
                }));
        tables.table(
                "stock_item",
                rows -> tables.pages().records("stock_items", item -> {
                    rows.add(stockItem(item));
                    tables.report().copied("stock_items");
                }));
        tables.table(
                "price_list_item",
                rows -> tables.pages().records("price_list_items", item -> {
                    rows.add(priceListItem(item));
                    tables.report().copied("price_list_items");
                }));
        tables.table(
                "bank_account",
                rows -> tables.pages().records("bank_accounts", account -> {
                    rows.add(bankAccount(account));
                    tables.report().copied("bank_accounts");
                }));
    }

    private Row property(SourceRecord property) {
        return new Row(property)
                .put("id", property.id())
                .put("address1", property.text("address1", property.text("name", "")))
                .texts("address2", "address3", "town", "region", "postcode")
                .text("country", tables.known().company().text("country", "United Kingdom"))
                .times(tables.known().since());
    }

    private Row stockItem(SourceRecord item) {
        String category = item.tail("cost_of_sale_category");
        return new Row(item)
                .put("id", item.id())
                .text("description", "")
                .text("opening_quantity", "0")
                .text("opening_balance", "0")
                .put("cost_of_sale_category", category == null ? "103" : category)
                .put("sub_account", tables.known().subAccount("stock_item", item.id()))
                .times(tables.known().since());
    }

    private Row priceListItem(SourceRecord item) {
        String category = item.tail("category");
        return new Row(item)
                .put("id", item.id())
                .text("code", Long.toString(item.id()))
                .text("item_type", "Products")
                .text("description", "")
                .text("quantity", "0")
                .text("price", "0")
                .text("vat_status", "out_of_scope")
                .text("sales_tax_rate", "0")
                .text("second_sales_tax_rate", "0")
                .put("category", category == null ? "001" : category)
                .references("stock_item")
                .times(tables.known().since());
    }

    private Row bankAccount(SourceRecord account) {
        String type = account.text("type", STANDARD_ACCOUNT);
        if (!ACCOUNT_TYPES.contains(type)) {
            tables.report()
                    .misfit(
                            "bank accounts of a type that there is not here",
                            "/v2/bank_accounts/" + account.id() + ": " + type + " became " + STANDARD_ACCOUNT);
        }
        return new Row(account)
                .put("id", account.id())
                .texts("name")
                .put("type", ACCOUNT_TYPES.contains(type) ? type : STANDARD_ACCOUNT)
                .text("currency", tables.known().currency())
                .put("is_primary", account.id() == tables.known().primaryAccount())
                .texts("bank_name", "account_number", "sort_code", "secondary_sort_code", "iban", "bic", "email")
                .flags("is_personal")
                .text("status", "active")
                .text("opening_balance", "0")
                .put("sub_account", tables.known().subAccount("bank_account", account.id()))
                .times(tables.known().since());
    }
}
