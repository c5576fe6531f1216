package org.sequitur.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.sequitur.idempotency.IdempotentCall;
import org.sequitur.idempotency.KeepsItsAnswer;
import org.sequitur.reference.Reference;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/invoices}. */
@Controller
@RequestMapping("/v2/invoices")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class InvoiceRoutes {

    private static final String LIST = "invoices";

    private final Invoices invoices;
    private final InvoiceChanges changes;
    private final InvoiceIssuing issuing;
    private final DocumentCreation creation;
    private final Billings billings;
    private final BaseUrl baseUrl;

    InvoiceRoutes(
            Invoices invoices,
            InvoiceChanges changes,
            InvoiceIssuing issuing,
            DocumentCreation creation,
            Billings billings,
            BaseUrl baseUrl) {
        this.invoices = invoices;
        this.changes = changes;
        this.issuing = issuing;
        this.creation = creation;
        this.billings = billings;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        LocalDate today = invoices.today(caller.companyId());
        boolean nested = query.flag("nested_invoice_items");
        Invoices.Page page =
                invoices.page(caller.companyId(), new InvoiceFilter(caller.companyId(), query, today), nested);
        return Answer.list(
                query,
                page.total(),
                out -> out.list(
                        "invoices",
                        "invoice",
                        page.invoices(),
                        (each, invoice) -> InvoiceRepresentation.write(each, invoice, today, nested)));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Invoice invoice = invoices.get(caller.companyId(), DocumentKind.INVOICE, id);
        return answer(caller, invoice).lastModified(invoice.updatedAt());
    }

    @PostMapping
    @KeepsItsAnswer
    Answer create(Caller caller, @Root("invoice") WireObject sent, @Nullable IdempotentCall call) {
        boolean isList = sent.has(LIST);
        return creation.store(new NewInvoices(
                caller,
                isList ? list(caller, sent) : List.of(single(caller, sent)),
                isList,
                call,
                isList ? this::createdList : this::created));
    }

    private NewInvoice single(Caller caller, WireObject sent) {
        NewInvoice invoice = read(caller, sent);
        sent.complaints().throwIfAny();
        return invoice;
    }

    private NewInvoice read(Caller caller, WireObject sent) {
        return billings.completed(caller.companyId(), InvoiceReading.newInvoice(DocumentKind.INVOICE, sent), sent);
    }

    private List<NewInvoice> list(Caller caller, WireObject sent) {
        List<WireObject> each = Objects.requireNonNullElse(sent.objects(LIST), List.of());
        if (each.isEmpty()) {
            throw WireException.badRequest("param is missing or the value is empty: " + LIST);
        }
        if (each.size() > NewInvoices.MOST) {
            throw WireException.invalid(LIST + " is too long (maximum is " + NewInvoices.MOST + " invoices)");
        }
        Complaints complaints = new Complaints();
        List<NewInvoice> invoices = new ArrayList<>(each.size());
        int lines = 0;
        for (WireObject one : each) {
            WireObject sentInvoice = one.withOwnComplaints();
            NewInvoice invoice = read(caller, sentInvoice);
            invoices.add(invoice);
            lines += invoice.contents().items().size();
            if (lines > NewInvoices.MOST_LINES) {
                throw WireException.invalid(
                        LIST + " have too many invoice_items (maximum is " + NewInvoices.MOST_LINES + " together)");
            }
            complaints.addAll(NewInvoices.name(invoices.size() - 1) + ": ", sentInvoice.complaints());
        }
        complaints.throwIfAny();
        return invoices;
    }

    private Answer created(List<Invoice> invoices) {
        Invoice invoice = invoices.getFirst();
        // A draft's status is the same on every day.
        return Answer.created(
                baseUrl.of("invoices", invoice.id()), InvoiceRepresentation.single(invoice, LocalDate.EPOCH));
    }

    private Answer createdList(List<Invoice> invoices) {
        return Answer.created(
                baseUrl.of("/v2/invoices"),
                out -> out.list(
                        LIST,
                        "invoice",
                        invoices,
                        (each, invoice) -> InvoiceRepresentation.write(each, invoice, LocalDate.EPOCH, true)));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer update(Caller caller, @PathVariable long id, @Root("invoice") WireObject sent) {
        return answer(caller, changes.edit(caller, DocumentKind.INVOICE, id, stored -> {
            Reference reference = InvoiceReading.reference(sent, stored.reference());
            InvoiceContents contents = InvoiceReading.contents(DocumentKind.INVOICE, sent, stored.contents());
            return new InvoiceChanges.Edit(
                    contents,
                    reference == null ? stored.reference() : reference,
                    billings.asked(caller.companyId(), contents, sent),
                    sent.complaints());
        }));
    }

    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable long id) {
        changes.delete(caller, DocumentKind.INVOICE, id);
        return Answer.empty();
    }

    @PostMapping("/{id}/duplicate")
    @KeepsItsAnswer
    Answer duplicate(Caller caller, @PathVariable long id, @Nullable IdempotentCall call) {
        Invoice original = invoices.get(caller.companyId(), DocumentKind.INVOICE, id);
        LocalDate today = invoices.today(caller.companyId());
        NewInvoice copy =
                new NewInvoice(DocumentKind.INVOICE, original.contents().copiedTo(today), null);
        return creation.store(new NewInvoices(
                caller,
                List.of(copy),
                false,
                call,
                stored -> Answer.ok(InvoiceRepresentation.single(stored.getFirst(), today))));
    }

    // Documented as PUT; widespread clients send POST.

    @RequestMapping(
            path = "/{id}/transitions/mark_as_sent",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsSent(Caller caller, @PathVariable long id) {
        return answer(caller, issuing.send(caller, DocumentKind.INVOICE, id));
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_scheduled",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsScheduled(Caller caller, @PathVariable long id) {
        return transition(caller, id, Invoice::markAsScheduled);
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_draft",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsDraft(Caller caller, @PathVariable long id) {
        return transition(caller, id, Invoice::markAsDraft);
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_cancelled",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsCancelled(Caller caller, @PathVariable long id) {
        LocalDate today = invoices.today(caller.companyId());
        return transition(caller, id, (invoice, now) -> invoice.markAsCancelled(today, now));
    }

    @RequestMapping(
            path = "/{id}/transitions/convert_to_credit_note",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer convertToCreditNote(Caller caller, @PathVariable long id) {
        return Answer.ok(CreditNoteRepresentation.single(
                changes.convertToCreditNote(caller.companyId(), id), invoices.today(caller.companyId())));
    }

    private Answer transition(Caller caller, long id, BiFunction<Invoice, Instant, Invoice> transition) {
        return answer(caller, changes.transition(caller.companyId(), DocumentKind.INVOICE, id, transition));
    }

    private Answer answer(Caller caller, Invoice invoice) {
        return Answer.ok(InvoiceRepresentation.single(invoice, invoices.today(caller.companyId())));
    }
}
