package org.sequitur.pricelist;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.NominalCode;
import org.sequitur.company.CompanyType;
import org.sequitur.invoice.ItemTypes;
import org.sequitur.store.Columns;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * A line that a user keeps, to put it onto documents. Documents know nothing of it: what it says is copied.
 *
 * @param code what the user picks it by; unique in the company, and exact in case
 * @param vatStatus what VAT it bears, by level; of companies in the United Kingdom only
 * @param salesTaxRate in percent; of companies elsewhere only
 * @param stockItemId what is in stock; null unless the type is {@link ItemTypes#STOCK}
 */
record PriceListItem(
        long id,
        String code,
        String itemType,
        String description,
        BigDecimal quantity,
        BigDecimal price,
        String vatStatus,
        BigDecimal salesTaxRate,
        BigDecimal secondSalesTaxRate,
        String category,
        @Nullable Long stockItemId,
        Instant createdAt,
        Instant updatedAt) {

    private static final int MOST_CHARACTERS = 100;
    private static final int MOST_DESCRIPTION = 20_000;
    private static final String STANDARD_CATEGORY = "001";
    private static final String OUT_OF_SCOPE = "out_of_scope";
    private static final Set<String> VAT_STATUSES = Set.of(OUT_OF_SCOPE, "reduced", "standard", "zero");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int RATE_PLACES = 6;

    static PriceListItem unsaved(Instant now) {
        return new PriceListItem(
                0,
                "",
                "",
                "",
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                OUT_OF_SCOPE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                STANDARD_CATEGORY,
                null,
                now,
                now);
    }

    static PriceListItem of(ResultSet row) throws SQLException {
        return new PriceListItem(
                row.getLong("id"),
                row.getString("code"),
                row.getString("item_type"),
                row.getString("description"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("price"),
                row.getString("vat_status"),
                row.getBigDecimal("sales_tax_rate"),
                row.getBigDecimal("second_sales_tax_rate"),
                row.getString("category"),
                row.getObject("stock_item_id", Long.class),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    PriceListItem changedBy(WireObject sent, CompanyType company, Instant now) {
        Complaints complaints = sent.complaints();
        String type = sent.requiredOneOf("item_type", itemType, ItemTypes.ALL);
        boolean isStock = ItemTypes.STOCK.equals(type);
        BigDecimal newQuantity = Objects.requireNonNullElse(sent.decimal("quantity", quantity), BigDecimal.ZERO);
        complaints.addIf(
                newQuantity.signum() < 0 && !ItemTypes.HOURS.equals(type),
                "quantity must be greater than or equal to 0");
        Long stock = sent.reference("stock_item", stockItemId);
        complaints.addIf(isStock && stock == null, "stock_item can't be blank");
        String vat = company.isUk() ? sent.oneOf("vat_status", vatStatus, VAT_STATUSES) : vatStatus;
        PriceListItem changed = new PriceListItem(
                id,
                sent.requiredText("code", code, MOST_CHARACTERS),
                type,
                sent.requiredText("description", description, MOST_DESCRIPTION),
                newQuantity,
                Objects.requireNonNullElse(sent.decimal("price", price), BigDecimal.ZERO),
                vat == null ? OUT_OF_SCOPE : vat,
                company.isUk() ? salesTaxRate : rate(sent, "sales_tax_rate", salesTaxRate),
                company.isUk() || company.isUs()
                        ? secondSalesTaxRate
                        : rate(sent, "second_sales_tax_rate", secondSalesTaxRate),
                NominalCode.read(sent, "category", category, STANDARD_CATEGORY),
                isStock ? stock : null,
                createdAt,
                now);
        complaints.throwIfAny();
        return changed;
    }

    private static BigDecimal rate(WireObject sent, String name, BigDecimal standing) {
        return sent.decimalWithin(name, standing, BigDecimal.ZERO, BigDecimal.ZERO, HUNDRED, RATE_PLACES);
    }

    void write(WireWriter out, CompanyType company) {
        out.reference("url", "price_list_items", id);
        out.text("code", code);
        out.text("item_type", itemType);
        out.decimal("quantity", quantity);
        out.decimal("price", price);
        out.text("description", description);
        out.text("vat_status", company.isUk() ? vatStatus : null);
        out.decimal("sales_tax_rate", salesTaxRate);
        out.decimal("second_sales_tax_rate", secondSalesTaxRate);
        out.reference("category", "categories", category);
        out.reference("stock_item", "stock_items", stockItemId);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
    }
}
