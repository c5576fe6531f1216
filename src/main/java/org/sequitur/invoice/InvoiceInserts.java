package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/** New invoices with their lines, as two inserts of many rows, and the exchange rates that they state. */
final class InvoiceInserts {

    private static final String DOCUMENT_COLUMNS = """
            company_id, id, kind, state, reference, sequence_scope, sequence_owner_id, contact_id, project_id,
            bank_account_id, dated_on, payment_terms_in_days, due_on, currency, exchange_rate, net_value, sales_tax_value,
            second_sales_tax_value, total_value, discount_percent, involves_sales_tax, ec_status, place_of_supply, cis_rate,
            cis_deduction, payment_terms, comments, po_reference, client_contact_name, omit_header, show_project_name,
            always_show_bic_and_iban, send_new_invoice_emails, send_reminder_emails, send_thank_you_emails, created_at,
            updated_at""";

    private static final String ITEM_COLUMNS = """
            company_id, id, document_id, position, item_type, quantity, description, price, sales_tax_rate,
            second_sales_tax_rate, sales_tax_status, second_sales_tax_status, suffers_cis_deduction, category""";

    private record RateKey(long companyId, String currency, LocalDate datedOn) {}

    private final Rows documents = new Rows(
            "bigint",
            "bigint",
            "text",
            "text",
            "text",
            "text",
            "bigint",
            "bigint",
            "bigint",
            "bigint",
            "date",
            "integer",
            "date",
            "text",
            "numeric",
            "numeric",
            "numeric",
            "numeric",
            "numeric",
            "numeric",
            "boolean",
            "text",
            "text",
            "text",
            "numeric",
            "text",
            "text",
            "text",
            "text",
            "boolean",
            "boolean",
            "boolean",
            "boolean",
            "boolean",
            "boolean",
            "timestamptz",
            "timestamptz");
    private final Rows items = new Rows(
            "bigint", "bigint", "bigint", "integer", "text", "numeric", "text", "numeric", "numeric", "numeric", "text",
            "text", "boolean", "text");
    private final Map<RateKey, BigDecimal> rates = new LinkedHashMap<>();

    void add(long companyId, Invoice invoice) {
        addDocument(companyId, invoice);
        addItems(companyId, invoice);
        addRate(companyId, invoice);
    }

    /** The lines alone, of an invoice that exists. */
    void addItems(long companyId, Invoice invoice) {
        for (InvoiceItem item : invoice.items()) {
            items.add(
                    companyId,
                    item.id(),
                    invoice.id(),
                    item.position(),
                    item.itemType(),
                    item.quantity(),
                    item.description(),
                    item.unitPrice(),
                    item.salesTaxRate(),
                    item.secondSalesTaxRate(),
                    item.salesTaxStatus(),
                    item.secondSalesTaxStatus(),
                    item.suffersCisDeduction(),
                    item.category());
        }
    }

    /** The rate that the invoice states for its day, unless it is in the company's own currency. */
    void addRate(long companyId, Invoice invoice) {
        InvoiceContents contents = invoice.contents();
        if (contents.exchangeRate().compareTo(BigDecimal.ONE) != 0) {
            rates.put(new RateKey(companyId, contents.currency(), contents.datedOn()), contents.exchangeRate());
        }
    }

    private void addDocument(long companyId, Invoice invoice) {
        InvoiceContents contents = invoice.contents();
        InvoiceContents.Switches switches = contents.switches();
        InvoiceTotals totals = invoice.totals();
        documents.add(
                companyId,
                invoice.id(),
                "invoice",
                invoice.state().word(),
                invoice.reference().text(),
                invoice.scope().kind().word(),
                invoice.scope().ownerId(),
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
                invoice.createdAt().atOffset(ZoneOffset.UTC),
                invoice.updatedAt().atOffset(ZoneOffset.UTC));
    }

    void tell(Flight flight) {
        if (!documents.isEmpty()) {
            flight.tell(
                    "INSERT INTO document (" + DOCUMENT_COLUMNS + ") SELECT * FROM " + documents.unnest(),
                    documents.columns());
        }
        if (!items.isEmpty()) {
            flight.tell(
                    "INSERT INTO document_item (" + ITEM_COLUMNS + ") SELECT * FROM " + items.unnest(),
                    items.columns());
        }
        if (!rates.isEmpty()) {
            Rows stated = new Rows("bigint", "text", "date", "numeric");
            rates.forEach((key, rate) -> stated.add(key.companyId(), key.currency(), key.datedOn(), rate));
            flight.tell("""
                    INSERT INTO exchange_rate (company_id, currency, dated_on, rate) SELECT * FROM %s
                    ON CONFLICT (company_id, currency, dated_on) DO UPDATE SET rate = EXCLUDED.rate
                    """.formatted(stated.unnest()), stated.columns());
        }
    }
}
