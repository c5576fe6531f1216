package org.sequitur.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiFunction;
import org.sequitur.reference.AllocationException;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceAllocator;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
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

    private static final int RETRY_AFTER_SECONDS = 1;

    private final Invoices invoices;
    private final InvoiceChanges changes;
    private final ReferenceAllocator<NewInvoice, Invoice> allocator;
    private final BaseUrl baseUrl;

    InvoiceRoutes(
            Invoices invoices,
            InvoiceChanges changes,
            ReferenceAllocator<NewInvoice, Invoice> allocator,
            BaseUrl baseUrl) {
        this.invoices = invoices;
        this.changes = changes;
        this.allocator = allocator;
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
        Invoice invoice = invoices.get(caller.companyId(), id);
        return answer(caller, invoice).lastModified(invoice.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root("invoice") WireObject sent) {
        InvoiceContents contents = InvoiceReading.contents(sent, InvoiceContents.BLANK);
        Reference reference = InvoiceReading.reference(sent, null);
        InvoiceTerms.check(contents, sent.complaints());
        sent.complaints().throwIfAny();
        Invoice invoice = store(new NewInvoice(caller.companyId(), contents, reference));
        // A draft's status is the same on every day.
        return Answer.created(
                baseUrl.of("invoices", invoice.id()), InvoiceRepresentation.single(invoice, LocalDate.EPOCH));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer update(Caller caller, @PathVariable long id, @Root("invoice") WireObject sent) {
        return answer(caller, changes.edit(caller.companyId(), id, stored -> {
            Reference reference = InvoiceReading.reference(sent, stored.reference());
            return new InvoiceChanges.Edit(
                    InvoiceReading.contents(sent, stored.contents()),
                    reference == null ? stored.reference() : reference,
                    sent.complaints());
        }));
    }

    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable long id) {
        changes.delete(caller.companyId(), id);
        return Answer.empty();
    }

    @PostMapping("/{id}/duplicate")
    Answer duplicate(Caller caller, @PathVariable long id) {
        Invoice original = invoices.get(caller.companyId(), id);
        LocalDate today = invoices.today(caller.companyId());
        return answer(
                caller,
                store(new NewInvoice(caller.companyId(), original.contents().copiedTo(today), null)));
    }

    // Documented as PUT; widespread clients send POST.

    @RequestMapping(
            path = "/{id}/transitions/mark_as_sent",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsSent(Caller caller, @PathVariable long id) {
        return transition(caller, id, Invoice::markAsSent);
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
        return Answer.ok(InvoiceRepresentation.creditNote(changes.convertToCreditNote(caller.companyId(), id)));
    }

    private Answer transition(Caller caller, long id, BiFunction<Invoice, Instant, Invoice> transition) {
        return answer(caller, changes.transition(caller.companyId(), id, transition));
    }

    private Invoice store(NewInvoice request) {
        try {
            return allocator.store(request.companyId(), request);
        } catch (AllocationException e) {
            String message = String.valueOf(e.getMessage());
            throw e.kind() == AllocationException.Kind.NOT_STORABLE
                    ? WireException.invalid(message)
                    : WireException.unavailable(message, RETRY_AFTER_SECONDS);
        }
    }

    private Answer answer(Caller caller, Invoice invoice) {
        return Answer.ok(InvoiceRepresentation.single(invoice, invoices.today(caller.companyId())));
    }
}
