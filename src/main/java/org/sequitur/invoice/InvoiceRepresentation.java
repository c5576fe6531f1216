package org.sequitur.invoice;

import java.time.LocalDate;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/** An invoice and its lines as they are written on the wire. */
final class InvoiceRepresentation {

    private InvoiceRepresentation() {}

    /** Below the root {@code invoice}, with the lines. */
    static Body single(Invoice invoice, LocalDate today) {
        return out -> out.object("invoice", attributes -> write(attributes, invoice, today, true));
    }

    static void write(WireWriter out, Invoice invoice, LocalDate today, boolean withItems) {
        InvoiceStatus status = InvoiceStatus.of(invoice, today);
        InvoiceContents contents = invoice.contents();
        out.reference("url", "invoices", invoice.id());
        writeCommon(out, invoice);
        out.reference("recurring_invoice", "recurring_invoices", invoice.recurringId());
        out.decimal("paid_value", invoice.paidValue());
        out.decimal("due_value", invoice.dueValue());
        out.text("status", status.word());
        out.text("long_status", status.inWords(invoice.dueOn(), invoice.paidOn(), today));
        out.date("paid_on", invoice.paidOn());
        writeSwitches(out, contents.switches());
        out.object("payment_methods", none -> {});
        if (withItems) {
            out.list("invoice_items", "invoice_item", invoice.items(), (line, item) -> writeItem(line, invoice, item));
        }
    }

    static void writeSwitches(WireWriter out, InvoiceContents.Switches switches) {
        out.bool("always_show_bic_and_iban", switches.alwaysShowBicAndIban());
        out.bool("send_new_invoice_emails", switches.sendNewInvoiceEmails());
        out.bool("send_reminder_emails", switches.sendReminderEmails());
        out.bool("send_thank_you_emails", switches.sendThankYouEmails());
    }

    /** What invoices and credit notes have in common. */
    static void writeCommon(WireWriter out, Invoice invoice) {
        out.text("reference", invoice.reference().text());
        out.date("due_on", invoice.dueOn());
        out.bool("involves_sales_tax", invoice.involvesSalesTax());
        out.bool("is_interim_uk_vat", false);
        if (invoice.contents().cisRate() != null) {
            out.decimal("cis_deduction_suffered", invoice.cisDeductionSuffered());
        }
        out.date("written_off_date", invoice.writtenOffDate());
        writeContents(out, invoice);
    }

    /** What a document says, and what that comes to. */
    static void writeContents(WireWriter out, Invoice invoice) {
        InvoiceContents contents = invoice.contents();
        InvoiceTotals totals = invoice.totals();
        out.reference("contact", "contacts", contents.contactId());
        out.text("contact_name", invoice.contactName());
        out.text("client_contact_name", contents.clientContactName());
        out.reference("project", "projects", contents.projectId());
        out.reference("property", "properties", contents.propertyId());
        out.date("dated_on", contents.datedOn());
        out.integer("payment_terms_in_days", contents.paymentTermsInDays());
        out.text("payment_terms", contents.paymentTerms());
        out.text("currency", contents.currency());
        out.decimal("exchange_rate", contents.exchangeRate());
        out.decimal("discount_percent", contents.discountPercent());
        out.decimal("net_value", totals.net());
        out.decimal("sales_tax_value", invoice.involvesSalesTax() ? totals.salesTax() : null);
        out.decimal("second_sales_tax_value", totals.secondSalesTax().signum() == 0 ? null : totals.secondSalesTax());
        out.decimal("total_value", totals.total());
        out.text("ec_status", contents.ecStatus());
        out.text("place_of_supply", contents.placeOfSupply());
        if (contents.cisRate() != null) {
            out.text("cis_rate", contents.cisRate());
            out.decimal("cis_deduction_rate", CisBand.of(contents.cisRate()).rate());
            out.decimal("cis_deduction", totals.cisDeduction());
        }
        out.text("comments", contents.comments());
        out.text("po_reference", contents.poReference());
        out.reference("bank_account", "bank_accounts", contents.askedBankAccountId());
        out.bool("omit_header", contents.switches().omitHeader());
        out.bool(
                "show_project_name",
                contents.projectId() == null ? null : contents.switches().showProjectName());
        out.instant("created_at", invoice.createdAt());
        out.instant("updated_at", invoice.updatedAt());
    }

    static void writeItem(WireWriter out, Invoice invoice, InvoiceItem item) {
        out.reference("url", "invoice_items", item.id());
        out.integer("position", item.position());
        out.text("description", item.description());
        out.text("item_type", item.itemType());
        out.decimal("price", item.unitPrice());
        out.decimal("quantity", item.quantity());
        out.decimal("sales_tax_rate", item.tax().rate());
        out.decimal("second_sales_tax_rate", item.tax().secondRate());
        out.text("sales_tax_status", item.tax().status());
        out.text("second_sales_tax_status", item.tax().secondStatus());
        out.bool("suffers_cis_deduction", item.suffersCisDeduction());
        out.reference("category", "categories", item.category());
        out.reference("stock_item", "stock_items", item.stockItemId());
        out.reference("project", "projects", invoice.contents().projectId());
    }
}
