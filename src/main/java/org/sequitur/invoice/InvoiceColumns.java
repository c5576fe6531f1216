package org.sequitur.invoice;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;

/** The columns of a document that an edit of a draft may change, the same for the insert and the update. */
final class InvoiceColumns {

    private record Column(String name, String type) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("reference", "text"),
            new Column("contact_id", "bigint"),
            new Column("project_id", "bigint"),
            new Column("bank_account_id", "bigint"),
            new Column("dated_on", "date"),
            new Column("payment_terms_in_days", "integer"),
            new Column("due_on", "date"),
            new Column("currency", "text"),
            new Column("exchange_rate", "numeric"),
            new Column("net_value", "numeric"),
            new Column("sales_tax_value", "numeric"),
            new Column("second_sales_tax_value", "numeric"),
            new Column("total_value", "numeric"),
            new Column("discount_percent", "numeric"),
            new Column("involves_sales_tax", "boolean"),
            new Column("ec_status", "text"),
            new Column("place_of_supply", "text"),
            new Column("cis_rate", "text"),
            new Column("cis_deduction", "numeric"),
            new Column("payment_terms", "text"),
            new Column("comments", "text"),
            new Column("po_reference", "text"),
            new Column("client_contact_name", "text"),
            new Column("omit_header", "boolean"),
            new Column("show_project_name", "boolean"),
            new Column("always_show_bic_and_iban", "boolean"),
            new Column("send_new_invoice_emails", "boolean"),
            new Column("send_reminder_emails", "boolean"),
            new Column("send_thank_you_emails", "boolean"),
            new Column("updated_at", "timestamptz"));

    static final List<String> TYPES = COLUMNS.stream().map(Column::type).toList();

    static final String NAMES = COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));

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
