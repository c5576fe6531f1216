package org.sequitur.invoice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.NominalCode;
import org.sequitur.invoice.InvoiceContents.Switches;
import org.sequitur.money.Currencies;
import org.sequitur.reference.Reference;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;

/** Reads what a client sent of an invoice over what stands: {@link InvoiceContents#BLANK} or what is stored. */
public final class InvoiceReading {

    private static final String NO_UNIT = "-no unit-";

    /** As FreeAgent documents it of estimates. */
    private static final String COMMENTS = "Comments";

    private static final Pattern ITEM_ID = Pattern.compile("[0-9]{1,18}");

    private InvoiceReading() {}

    /** A document that does not exist yet, with what can be found wrong without looking anything up. */
    static NewInvoice newInvoice(DocumentKind kind, WireObject sent) {
        InvoiceContents contents = contents(kind, sent, InvoiceContents.BLANK);
        Reference reference = reference(sent, null);
        InvoiceTerms.check(kind, contents, sent.complaints());
        StatedEmails stated = kind == DocumentKind.INVOICE ? StatedEmails.of(sent) : StatedEmails.ALL;
        return new NewInvoice(kind, contents, reference, null, null, stated);
    }

    /**
     * What an offer says, in the terms of the invoice that it may become: nothing of payment and exchange.
     *
     * @param lines the attribute that holds the lines
     */
    public static InvoiceContents offered(String lines, WireObject sent, InvoiceContents standing) {
        List<WireObject> sentItems = sent.objects(lines);
        return new InvoiceContents(
                sent.reference("contact", standing.contactId()),
                sent.reference("project", standing.projectId()),
                null,
                null,
                sent.date("dated_on", standing.askedDatedOn()),
                0,
                currency(sent, standing.askedCurrency()),
                null,
                sent.decimal("discount_percent", standing.discountPercent()),
                ecStatus(sent, standing.ecStatus()),
                sent.oneOf("place_of_supply", standing.placeOfSupply(), SalesTaxRules.PLACES_OF_SUPPLY),
                null,
                null,
                sent.text("notes", standing.comments()),
                null,
                sent.text("client_contact_name", standing.clientContactName()),
                standing.switches(),
                sentItems == null ? standing.items() : offered(items(sentItems, standing.items())));
    }

    /** Nothing leaves the stock with an offer, as FreeAgent has it. */
    private static List<InvoiceItem> offered(List<InvoiceItem> items) {
        return items.stream().map(InvoiceItem::withoutStock).toList();
    }

    static InvoiceContents contents(DocumentKind kind, WireObject sent, InvoiceContents standing) {
        checkPaymentMethods(sent);
        List<WireObject> sentItems = sent.objects(kind.items());
        List<InvoiceItem> items = sentItems == null ? standing.items() : items(sentItems, standing.items());
        String currency = currency(sent, standing.askedCurrency());
        boolean sameCurrency = Objects.equals(currency, standing.askedCurrency());
        return new InvoiceContents(
                sent.reference("contact", standing.contactId()),
                sent.reference("project", standing.projectId()),
                sent.reference("property", standing.propertyId()),
                sent.reference("bank_account", standing.askedBankAccountId()),
                sent.date("dated_on", standing.askedDatedOn()),
                paymentTermsInDays(kind, sent, standing),
                currency,
                sent.decimal("exchange_rate", sameCurrency ? standing.askedExchangeRate() : null),
                sent.decimal("discount_percent", standing.discountPercent()),
                ecStatus(sent, standing.ecStatus()),
                sent.oneOf("place_of_supply", standing.placeOfSupply(), SalesTaxRules.PLACES_OF_SUPPLY),
                sent.oneOf("cis_rate", standing.cisRate(), CisBand.WORDS),
                sent.text("payment_terms", standing.paymentTerms()),
                sent.text("comments", standing.comments()),
                sent.text("po_reference", standing.poReference()),
                sent.text("client_contact_name", standing.clientContactName()),
                kind == DocumentKind.INVOICE
                        ? switches(sent, standing.switches())
                        : creditNoteSwitches(sent, standing.switches()),
                items);
    }

    /**
     * The explicit reference, or what stands when none was sent: the reference of the invoice that is changed, or null on
     * create, where a blank one means the next of the sequence.
     */
    public static @Nullable Reference reference(WireObject sent, @Nullable Reference standing) {
        if (standing != null && sent.isCleared("reference")) {
            throw WireException.badRequest("reference can't be blank");
        }
        String text = sent.text("reference", null, Reference.MOST_CHARACTERS);
        return text == null ? standing : new Reference(text);
    }

    /** No way to pay online is set up, so whatever is asked for is ignored; only a clash is an error all the same. */
    private static void checkPaymentMethods(WireObject sent) {
        WireObject methods = sent.object("payment_methods");
        sent.complaints()
                .addIf(
                        methods != null && methods.bool("gocardless_preauth", false) && methods.bool("stripe", false),
                        "payment_methods cannot have both gocardless_preauth and stripe");
    }

    /** What nothing is said of is refunded at once. */
    private static @Nullable Integer paymentTermsInDays(DocumentKind kind, WireObject sent, InvoiceContents standing) {
        Integer days = sent.integer("payment_terms_in_days", standing.askedPaymentTermsInDays());
        return days == null && kind == DocumentKind.CREDIT_NOTE ? (Integer) 0 : days;
    }

    private static Switches creditNoteSwitches(WireObject sent, Switches standing) {
        return new Switches(
                sent.bool("omit_header", standing.omitHeader()),
                sent.bool("show_project_name", standing.showProjectName()),
                standing.alwaysShowBicAndIban(),
                false,
                false,
                false);
    }

    private static Switches switches(WireObject sent, Switches standing) {
        return new Switches(
                sent.bool("omit_header", standing.omitHeader()),
                sent.bool("show_project_name", standing.showProjectName()),
                sent.bool("always_show_bic_and_iban", standing.alwaysShowBicAndIban()),
                sent.bool("send_new_invoice_emails", standing.sendNewInvoiceEmails()),
                sent.bool("send_reminder_emails", standing.sendReminderEmails()),
                sent.bool("send_thank_you_emails", standing.sendThankYouEmails()));
    }

    private static @Nullable String currency(WireObject sent, @Nullable String standing) {
        String currency = sent.text("currency", standing);
        if (currency != null && !currency.equals(standing) && !Currencies.ACCEPTED.contains(currency)) {
            sent.complaints().add("currency is not included in the list");
            return standing;
        }
        return currency;
    }

    private static @Nullable String ecStatus(WireObject sent, @Nullable String standing) {
        String asked = sent.text("ec_status", standing);
        if (asked == null) {
            return null;
        }
        String word = SalesTaxRules.EC_STATUS_NUMBERS.getOrDefault(asked, asked);
        if (!SalesTaxRules.EC_STATUSES.contains(word)) {
            sent.complaints().add("ec_status is not included in the list");
            return standing;
        }
        return word;
    }

    /**
     * Lines without id are added, lines with one are changed or (with {@code _destroy}) removed, lines not mentioned stay.
     * Positions are then counted anew from 1, in the order of the positions that were sent.
     */
    private static List<InvoiceItem> items(List<WireObject> sent, List<InvoiceItem> standing) {
        List<InvoiceItem> items = new ArrayList<>(standing);
        for (WireObject line : sent) {
            boolean destroy = line.bool("_destroy", false);
            if (!line.has("id") || line.isCleared("id")) {
                if (!destroy) {
                    items.add(item(line, InvoiceItem.BLANK.at(items.size() + 1)));
                }
                continue;
            }
            int index = indexOf(line, items);
            if (destroy) {
                items.remove(index);
            } else {
                items.set(index, item(line, items.get(index)));
            }
        }
        return counted(items);
    }

    public static List<InvoiceItem> counted(List<InvoiceItem> items) {
        List<InvoiceItem> ordered = new ArrayList<>(items);
        ordered.sort(Comparator.comparingInt(InvoiceItem::position));
        for (int i = 0; i < ordered.size(); i++) {
            ordered.set(i, ordered.get(i).at(i + 1));
        }
        return List.copyOf(ordered);
    }

    private static int indexOf(WireObject line, List<InvoiceItem> items) {
        String id = String.valueOf(line.text("id", null));
        if (ITEM_ID.matcher(id).matches()) {
            long number = Long.parseLong(id);
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).id() == number) {
                    return i;
                }
            }
        }
        throw WireException.notFound();
    }

    /** One line; its unit is cleared when it is not sent again, as on the real wire. */
    public static InvoiceItem item(WireObject sent, InvoiceItem standing) {
        Integer position = sent.integer("position", standing.position());
        String type = sent.text("item_type", null);
        if (NO_UNIT.equals(type)) {
            type = null;
        }
        if (COMMENTS.equals(type)) {
            type = "Comment";
        }
        if (type != null && !ItemTypes.ALL.contains(type)) {
            sent.complaints().add("item_type is not included in the list");
            type = null;
        }
        return new InvoiceItem(
                standing.id(),
                position == null ? standing.position() : position,
                type,
                Objects.requireNonNullElse(sent.decimal("quantity", standing.quantity()), BigDecimal.ZERO),
                Objects.requireNonNullElse(sent.text("description", standing.description()), ""),
                sent.decimal("price", standing.price()),
                tax(sent, standing.tax()),
                sent.bool("suffers_cis_deduction", standing.suffersCisDeduction()),
                NominalCode.read(sent, "category", standing.category(), InvoiceItem.STANDARD_CATEGORY),
                ItemTypes.STOCK.equals(type) ? sent.reference("stock_item", standing.stockItemId()) : null);
    }

    /** A rate that is sent without a status makes the line taxable again. */
    private static ItemTax tax(WireObject sent, ItemTax standing) {
        boolean rateAlone = sent.has("sales_tax_rate") && !sent.has("sales_tax_status");
        return new ItemTax(
                sent.decimal("sales_tax_rate", standing.rate()),
                rateAlone ? null : sent.oneOf("sales_tax_status", standing.status(), SalesTaxRules.STATUSES),
                sent.decimal("second_sales_tax_rate", standing.secondRate()),
                sent.oneOf("second_sales_tax_status", standing.secondStatus(), SalesTaxRules.STATUSES));
    }
}
