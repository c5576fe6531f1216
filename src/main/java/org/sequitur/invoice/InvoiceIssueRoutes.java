package org.sequitur.invoice;

import java.time.LocalDate;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/invoices}: what FreeAgent's API has no route for, because it has no strict series. */
@Controller
@RequestMapping("/sequitur/v1/invoices")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class InvoiceIssueRoutes {

    private final Invoices invoices;
    private final InvoiceIssuing issuing;
    private final BaseUrl baseUrl;

    InvoiceIssueRoutes(Invoices invoices, InvoiceIssuing issuing, BaseUrl baseUrl) {
        this.invoices = invoices;
        this.issuing = issuing;
        this.baseUrl = baseUrl;
    }

    @PostMapping("/{id}/issue")
    Answer issue(Caller caller, @PathVariable long id, @Root(value = "issue", mayBeEmpty = true) WireObject sent) {
        String series = sent.text("series", null);
        sent.complaints().throwIfAny();
        Invoice issued = issuing.issue(caller, id, series);
        return Answer.ok(InvoiceRepresentation.single(issued, invoices.today(caller.companyId())));
    }

    @PostMapping("/{id}/credit")
    Answer credit(Caller caller, @PathVariable long id, @Root(value = "credit", mayBeEmpty = true) WireObject sent) {
        String series = sent.text("series", null);
        LocalDate datedOn = sent.date("dated_on", null);
        sent.complaints().throwIfAny();
        Invoice note = issuing.credit(caller, id, datedOn, series);
        return Answer.created(
                baseUrl.of("credit_notes", note.id()),
                CreditNoteRepresentation.single(note, invoices.today(caller.companyId())));
    }
}
