package org.sequitur.invoice;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Complaints;

/**
 * What may not be changed on an invoice that is no draft: everything but the three switches for e-mails. Sending an attribute
 * with the value that it has is no change.
 */
final class LockedAttributes {

    private record Attribute(String name, Function<InvoiceContents, @Nullable Object> value) {}

    private record ItemAttribute(String name, Function<InvoiceItem, @Nullable Object> value) {}

    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("contact_id", InvoiceContents::contactId),
            new Attribute("project_id", InvoiceContents::projectId),
            new Attribute("property_id", InvoiceContents::propertyId),
            new Attribute("bank_account_id", InvoiceContents::askedBankAccountId),
            new Attribute("dated_on", InvoiceContents::askedDatedOn),
            new Attribute("payment_terms_in_days", InvoiceContents::askedPaymentTermsInDays),
            new Attribute("currency", InvoiceContents::askedCurrency),
            new Attribute("exchange_rate", contents -> plain(contents.askedExchangeRate())),
            new Attribute("discount_percent", contents -> plain(contents.discountPercent())),
            new Attribute("ec_status", InvoiceContents::ecStatus),
            new Attribute("place_of_supply", InvoiceContents::placeOfSupply),
            new Attribute("cis_rate", InvoiceContents::cisRate),
            new Attribute("payment_terms", InvoiceContents::paymentTerms),
            new Attribute("comments", InvoiceContents::comments),
            new Attribute("po_reference", InvoiceContents::poReference),
            new Attribute("client_contact_name", InvoiceContents::clientContactName),
            new Attribute("omit_header", contents -> contents.switches().omitHeader()),
            new Attribute("show_project_name", contents -> contents.switches().showProjectName()),
            new Attribute(
                    "always_show_bic_and_iban", contents -> contents.switches().alwaysShowBicAndIban()));

    private static final List<ItemAttribute> ITEM_ATTRIBUTES = List.of(
            new ItemAttribute("position", InvoiceItem::position),
            new ItemAttribute("item_type", InvoiceItem::itemType),
            new ItemAttribute("quantity", item -> plain(item.quantity())),
            new ItemAttribute("description", InvoiceItem::description),
            new ItemAttribute("price", item -> plain(item.price())),
            new ItemAttribute("sales_tax_rate", item -> plain(item.tax().rate())),
            new ItemAttribute("second_sales_tax_rate", item -> plain(item.tax().secondRate())),
            new ItemAttribute("sales_tax_status", item -> item.tax().status()),
            new ItemAttribute("second_sales_tax_status", item -> item.tax().secondStatus()),
            new ItemAttribute("suffers_cis_deduction", InvoiceItem::suffersCisDeduction),
            new ItemAttribute("category", InvoiceItem::category),
            new ItemAttribute("stock_item_id", InvoiceItem::stockItemId));

    private LockedAttributes() {}

    static void check(InvoiceContents stored, InvoiceContents asked, Complaints complaints) {
        for (Attribute attribute : ATTRIBUTES) {
            complaints.addIf(
                    !Objects.equals(attribute.value.apply(stored), attribute.value.apply(asked)),
                    attribute.name + " is locked and cannot be changed");
        }
        boolean itemsDiffer = false;
        for (InvoiceItem item : asked.items()) {
            InvoiceItem before = stored.items().stream()
                    .filter(candidate -> candidate.id() == item.id())
                    .findFirst()
                    .orElse(null);
            itemsDiffer |= checkItem(before, item, complaints);
        }
        if (asked.items().size() < stored.items().size()) {
            complaints.add("invoice_items.invoice_id is locked and cannot be changed");
            itemsDiffer = true;
        }
        complaints.addIf(itemsDiffer, "invoice_items contain errors");
    }

    private static boolean checkItem(@Nullable InvoiceItem before, InvoiceItem after, Complaints complaints) {
        if (before == null) {
            complaints.add("invoice_items.invoice_id is locked and cannot be changed");
            return true;
        }
        boolean differs = false;
        for (ItemAttribute attribute : ITEM_ATTRIBUTES) {
            if (!Objects.equals(attribute.value.apply(before), attribute.value.apply(after))) {
                complaints.add("invoice_items." + attribute.name + " is locked and cannot be changed");
                differs = true;
            }
        }
        return differs;
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros();
    }
}
