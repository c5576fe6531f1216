package org.sequitur.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an issued document says, as texts, lists and maps; what is null is left out. Together with what its series adds it is the
 * canonical content, which {@code docs/internals/strict-series.md} describes.
 */
final class IssuedContent {

    /** The first of its kind: whoever adds an attribute counts on. */
    private static final String FORMAT = "1";

    private IssuedContent() {}

    /** @param corrected what a credit note takes back in full; null for others */
    static Map<String, Object> of(Invoice document, @Nullable Invoice corrected, IssuedParties parties) {
        InvoiceContents contents = document.contents();
        InvoiceTotals totals = document.totals();
        Map<String, Object> content = new TreeMap<>();
        content.put("format", FORMAT);
        content.put("kind", document.kind().word());
        content.put("seller", parties.seller());
        content.put("customer", parties.customer());
        put(content, "project", parties.project());
        content.put("dated_on", contents.datedOn().toString());
        content.put("due_on", contents.dueOn().toString());
        content.put("payment_terms_in_days", Integer.toString(contents.paymentTermsInDays()));
        put(content, "payment_terms", contents.paymentTerms());
        content.put("currency", contents.currency());
        put(content, "exchange_rate", plain(contents.exchangeRate()));
        put(content, "discount_percent", plain(contents.discountPercent()));
        put(content, "ec_status", contents.ecStatus());
        put(content, "place_of_supply", contents.placeOfSupply());
        put(content, "cis_rate", contents.cisRate());
        put(content, "cis_deduction", plain(totals.cisDeduction()));
        put(content, "comments", contents.comments());
        put(content, "po_reference", contents.poReference());
        put(content, "client_contact_name", contents.clientContactName());
        content.put("lines", contents.items().stream().map(IssuedContent::line).toList());
        content.put("involves_sales_tax", Boolean.toString(document.involvesSalesTax()));
        putTotals(content, totals);
        content.put("totals_by_rate", totalsByRate(document));
        if (corrected != null) {
            content.put(
                    "corrects",
                    Map.of(
                            "document_id", Long.toString(corrected.id()),
                            "reference", corrected.reference().text(),
                            "dated_on", corrected.contents().datedOn().toString()));
        }
        return content;
    }

    private static Map<String, Object> line(InvoiceItem item) {
        Map<String, Object> line = new TreeMap<>();
        line.put("position", Integer.toString(item.position()));
        line.put("description", item.description());
        put(line, "item_type", item.itemType());
        put(line, "quantity", plain(item.quantity()));
        put(line, "price", plain(item.unitPrice()));
        putTax(line, item.tax());
        line.put("suffers_cis_deduction", Boolean.toString(item.suffersCisDeduction()));
        line.put("category", item.category());
        return line;
    }

    private static void putTax(Map<String, Object> to, ItemTax tax) {
        put(to, "sales_tax_rate", plain(tax.rate()));
        put(to, "sales_tax_status", tax.status());
        put(to, "second_sales_tax_rate", plain(tax.secondRate()));
        put(to, "second_sales_tax_status", tax.secondStatus());
    }

    private static void putTotals(Map<String, Object> to, InvoiceTotals totals) {
        put(to, "net_value", plain(totals.net()));
        put(to, "sales_tax_value", plain(totals.salesTax()));
        put(to, "second_sales_tax_value", plain(totals.secondSalesTax()));
        put(to, "total_value", plain(totals.total()));
    }

    /** In the order in which the rates first occur. */
    private static List<Map<String, Object>> totalsByRate(Invoice document) {
        Map<Map<String, Object>, List<InvoiceItem>> byRate = new LinkedHashMap<>();
        for (InvoiceItem item : document.items()) {
            Map<String, Object> rate = new TreeMap<>();
            putTax(rate, item.tax());
            byRate.computeIfAbsent(rate, none -> new ArrayList<>()).add(item);
        }
        BigDecimal discount = document.contents().discountPercent();
        boolean isCompound = document.isSecondTaxCompound();
        List<Map<String, Object>> totals = new ArrayList<>();
        byRate.forEach((rate, items) -> {
            Map<String, Object> total = new TreeMap<>(rate);
            putTotals(total, InvoiceTotals.of(items, discount, isCompound, null));
            totals.add(total);
        });
        return totals;
    }

    private static void put(Map<String, Object> to, String key, @Nullable Object value) {
        if (value != null) {
            to.put(key, value);
        }
    }

    /** Without exponent and padding: {@code 251}, {@code 0.5}. */
    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }
}
