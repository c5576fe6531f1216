package org.sequitur.invoice;

import org.sequitur.store.Flight;

/** Writes a changed draft and its lines over what is stored. */
final class InvoiceUpdate {

    private InvoiceUpdate() {}

    static void tell(Flight flight, long companyId, Invoice invoice) {
        InvoiceContents contents = invoice.contents();
        InvoiceContents.Switches switches = contents.switches();
        InvoiceTotals totals = invoice.totals();
        flight.tell(
                """
                UPDATE document SET reference = ?, contact_id = ?, project_id = ?, bank_account_id = ?, dated_on = ?,
                    payment_terms_in_days = ?, due_on = ?, currency = ?, exchange_rate = ?, net_value = ?,
                    sales_tax_value = ?, second_sales_tax_value = ?, total_value = ?, discount_percent = ?,
                    involves_sales_tax = ?, ec_status = ?, place_of_supply = ?, cis_rate = ?, cis_deduction = ?,
                    payment_terms = ?, comments = ?, po_reference = ?, client_contact_name = ?, omit_header = ?,
                    show_project_name = ?, always_show_bic_and_iban = ?, send_new_invoice_emails = ?,
                    send_reminder_emails = ?, send_thank_you_emails = ?, updated_at = ?
                WHERE company_id = ? AND id = ?
                """,
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
                invoice.updatedAt(),
                companyId,
                invoice.id());
        flight.tell("DELETE FROM document_item WHERE company_id = ? AND document_id = ?", companyId, invoice.id());
        InvoiceInserts lines = new InvoiceInserts();
        lines.addItems(companyId, invoice);
        lines.addRate(companyId, invoice);
        lines.tell(flight);
    }
}
