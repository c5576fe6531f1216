package org.sequitur.invoice;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Insertion.Column;

/** The columns of a document that an edit of a draft may change, the same for the insert and the update. */
final class InvoiceColumns {

    static final List<Column> COLUMNS = List.of(
            Column.own("reference", "text"),
            Column.own("contact_id", "bigint"),
            Column.usually(null, "project_id", "bigint"),
            Column.usually(null, "property_id", "bigint"),
            Column.own("bank_account_id", "bigint"),
            Column.own("dated_on", "date"),
            Column.own("payment_terms_in_days", "integer"),
            Column.own("due_on", "date"),
            Column.own("currency", "text"),
            Column.own("exchange_rate", "numeric"),
            Column.own("net_value", "numeric"),
            Column.own("sales_tax_value", "numeric"),
            Column.own("second_sales_tax_value", "numeric"),
            Column.own("total_value", "numeric"),
            Column.usually(null, "discount_percent", "numeric"),
            Column.own("involves_sales_tax", "boolean"),
            Column.usually(null, "ec_status", "text"),
            Column.usually(null, "place_of_supply", "text"),
            Column.usually(null, "cis_rate", "text"),
            Column.usually(null, "cis_deduction", "numeric"),
            Column.usually(null, "payment_terms", "text"),
            Column.usually(null, "comments", "text"),
            Column.usually(null, "po_reference", "text"),
            Column.usually(null, "client_contact_name", "text"),
            Column.usually(false, "omit_header", "boolean"),
            Column.usually(false, "show_project_name", "boolean"),
            Column.usually(false, "always_show_bic_and_iban", "boolean"),
            Column.usually(false, "send_new_invoice_emails", "boolean"),
            Column.usually(false, "send_reminder_emails", "boolean"),
            Column.usually(false, "send_thank_you_emails", "boolean"),
            Column.common("updated_at", "timestamptz"));

    static final String ASSIGNMENTS =
            COLUMNS.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(", "));

    private InvoiceColumns() {}

    /** In the order of the columns. */
    static @Nullable Object[] values(Invoice invoice) {
        InvoiceContents contents = invoice.contents();
        InvoiceContents.Switches switches = contents.switches();
        InvoiceTotals totals = invoice.totals();
        return new @Nullable Object[] {
            invoice.reference().text(),
            contents.contact(),
            contents.projectId(),
            contents.propertyId(),
            contents.bankAccount(),
            contents.datedOn(),
            contents.paymentTermsInDays(),
            invoice.dueOn(),
            contents.currency(),
            contents.exchangeRate(),
            totals.net(),
            totals.salesTax(),
            totals.secondSalesTax(),
            totals.total(),
            contents.discountPercent(),
            invoice.involvesSalesTax(),
            contents.ecStatus(),
            contents.placeOfSupply(),
            contents.cisRate(),
            totals.cisDeduction(),
            contents.paymentTerms(),
            contents.comments(),
            contents.poReference(),
            contents.clientContactName(),
            switches.omitHeader(),
            switches.showProjectName(),
            switches.alwaysShowBicAndIban(),
            switches.sendNewInvoiceEmails(),
            switches.sendReminderEmails(),
            switches.sendThankYouEmails(),
            Columns.timestamp(invoice.updatedAt())
        };
    }
}
