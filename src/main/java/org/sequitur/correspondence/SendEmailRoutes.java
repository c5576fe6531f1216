package org.sequitur.correspondence;

import org.sequitur.invoice.DocumentKind;
import org.sequitur.invoice.InvoiceIssuing;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * {@code send_email} of invoices and credit notes. The mail and what it does to its document are one transaction; it leaves afterwards.
 */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class SendEmailRoutes {

    private final InvoiceIssuing issuing;
    private final DocumentLetters letters;
    private final ExpenseReceipts receipts;

    SendEmailRoutes(InvoiceIssuing issuing, DocumentLetters letters, ExpenseReceipts receipts) {
        this.issuing = issuing;
        this.letters = letters;
        this.receipts = receipts;
    }

    @PostMapping("/v2/invoices/{id}/send_email")
    Answer sendInvoice(Caller caller, @PathVariable long id, @Root("invoice") WireObject sent) {
        AskedMail asked = AskedMail.read(sent);
        AskedMail whole = asked.attachesReceipts() ? asked.with(receipts.of(caller.companyId(), id)) : asked;
        return send(caller, DocumentKind.INVOICE, LetterKind.NEW_INVOICE, id, whole);
    }

    @PostMapping("/v2/credit_notes/{id}/send_email")
    Answer sendCreditNote(Caller caller, @PathVariable long id, @Root("credit_note") WireObject sent) {
        return send(caller, DocumentKind.CREDIT_NOTE, LetterKind.CREDIT_NOTE, id, AskedMail.read(sent));
    }

    private Answer send(Caller caller, DocumentKind kind, LetterKind letter, long id, AskedMail asked) {
        issuing.mail(
                caller,
                kind,
                id,
                (write, document) -> letters.tellAsked(write, caller, asked, letter, MailedDocument.of(document)));
        return Answer.empty();
    }
}
