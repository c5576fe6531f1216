package org.sequitur.correspondence;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.DocumentKind;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.outbox.OutgoingMail.About;

/**
 * A document as far as letters speak of it.
 *
 * @param bankAccountId that it is to be paid into; null for the company's own
 * @param dueOn null for what nobody pays
 * @param total what it comes to, and for a credit note what is given back
 * @param paymentTerms as the document words them; null when it does not
 */
public record MailedDocument(
        About about,
        long id,
        String reference,
        long contactId,
        @Nullable Long bankAccountId,
        LocalDate datedOn,
        @Nullable LocalDate dueOn,
        String currency,
        BigDecimal total,
        BigDecimal due,
        @Nullable String paymentTerms,
        @Nullable String poReference) {

    static MailedDocument of(Invoice invoice) {
        InvoiceContents contents = invoice.contents();
        boolean isCreditNote = invoice.kind() == DocumentKind.CREDIT_NOTE;
        BigDecimal total = invoice.totals().total();
        BigDecimal due = invoice.dueValue();
        return new MailedDocument(
                isCreditNote ? About.CREDIT_NOTE : About.INVOICE,
                invoice.id(),
                invoice.reference().text(),
                contents.contact(),
                contents.askedBankAccountId(),
                contents.datedOn(),
                invoice.dueOn(),
                contents.currency(),
                isCreditNote ? total.negate() : total,
                isCreditNote ? due.negate() : due,
                contents.paymentTerms(),
                contents.poReference());
    }
}
