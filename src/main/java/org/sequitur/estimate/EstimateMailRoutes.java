package org.sequitur.estimate;

import org.sequitur.correspondence.AskedMail;
import org.sequitur.correspondence.DocumentLetters;
import org.sequitur.correspondence.LetterKind;
import org.sequitur.correspondence.MailedDocument;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.outbox.OutgoingMail;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /v2/estimates/:id/send_email}: the mail, and what it does to the estimate, are one transaction. */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class EstimateMailRoutes {

    private final EstimateChanges changes;
    private final DocumentLetters letters;

    EstimateMailRoutes(EstimateChanges changes, DocumentLetters letters) {
        this.changes = changes;
        this.letters = letters;
    }

    @PostMapping("/v2/estimates/{id}/send_email")
    Answer send(Caller caller, @PathVariable long id, @Root("estimate") WireObject sent) {
        AskedMail asked = AskedMail.read(sent);
        changes.mail(
                caller.companyId(),
                id,
                (write, estimate) -> letters.tellAsked(write, caller, asked, LetterKind.ESTIMATE, document(estimate)));
        return Answer.empty();
    }

    private static MailedDocument document(Estimate estimate) {
        InvoiceContents contents = estimate.contents();
        return new MailedDocument(
                OutgoingMail.About.ESTIMATE,
                estimate.id(),
                estimate.reference().text(),
                contents.contact(),
                null,
                contents.datedOn(),
                null,
                contents.currency(),
                estimate.totals().total(),
                estimate.totals().total(),
                null,
                null);
    }
}
