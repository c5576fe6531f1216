package org.sequitur.invoice;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.idempotency.IdempotentCall;
import org.sequitur.idempotency.KeepsItsAnswer;
import org.sequitur.reference.Reference;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/credit_notes}. They are numbered with the invoices. */
@Controller
@RequestMapping("/v2/credit_notes")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class CreditNoteRoutes {

    private static final DocumentKind KIND = DocumentKind.CREDIT_NOTE;

    private final Invoices invoices;
    private final InvoiceChanges changes;
    private final InvoiceIssuing issuing;
    private final DocumentCreation creation;
    private final BaseUrl baseUrl;

    CreditNoteRoutes(
            Invoices invoices,
            InvoiceChanges changes,
            InvoiceIssuing issuing,
            DocumentCreation creation,
            BaseUrl baseUrl) {
        this.invoices = invoices;
        this.changes = changes;
        this.issuing = issuing;
        this.creation = creation;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        LocalDate today = invoices.today(caller.companyId());
        boolean nested = query.flag("nested_credit_note_items");
        Invoices.Page page =
                invoices.page(caller.companyId(), new CreditNoteFilter(caller.companyId(), query, today), nested);
        return Answer.list(
                query,
                page.total(),
                out -> out.list(
                        "credit_notes",
                        "credit_note",
                        page.invoices(),
                        (each, note) -> CreditNoteRepresentation.write(each, note, today, nested)));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Invoice note = invoices.get(caller.companyId(), KIND, id);
        return answer(caller, note).lastModified(note.updatedAt());
    }

    @PostMapping
    @KeepsItsAnswer
    Answer create(Caller caller, @Root("credit_note") WireObject sent, @Nullable IdempotentCall call) {
        NewInvoice note = InvoiceReading.newInvoice(KIND, sent);
        sent.complaints().throwIfAny();
        return creation.store(new NewInvoices(caller, List.of(note), false, call, this::created));
    }

    private Answer created(List<Invoice> stored) {
        Invoice note = stored.getFirst();
        // A draft's status is the same on every day.
        return Answer.created(
                baseUrl.of("credit_notes", note.id()), CreditNoteRepresentation.single(note, LocalDate.EPOCH));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer update(Caller caller, @PathVariable long id, @Root("credit_note") WireObject sent) {
        return answer(caller, changes.edit(caller, KIND, id, stored -> {
            Reference reference = InvoiceReading.reference(sent, stored.reference());
            return new InvoiceChanges.Edit(
                    InvoiceReading.contents(KIND, sent, stored.contents()),
                    reference == null ? stored.reference() : reference,
                    sent.complaints());
        }));
    }

    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable long id) {
        changes.delete(caller, KIND, id);
        return Answer.empty();
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_sent",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsSent(Caller caller, @PathVariable long id) {
        return answer(caller, issuing.send(caller, KIND, id));
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_draft",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsDraft(Caller caller, @PathVariable long id) {
        return answer(caller, changes.transition(caller.companyId(), KIND, id, Invoice::markAsDraft));
    }

    private Answer answer(Caller caller, Invoice note) {
        return Answer.ok(CreditNoteRepresentation.single(note, invoices.today(caller.companyId())));
    }
}
