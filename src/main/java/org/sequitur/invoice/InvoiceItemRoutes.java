package org.sequitur.invoice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.RecordReference;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/invoice_items}: single lines of an invoice or a credit note. */
@Controller
@RequestMapping("/v2/invoice_items")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class InvoiceItemRoutes {

    private final Invoices invoices;
    private final InvoiceChanges changes;
    private final BaseUrl baseUrl;

    InvoiceItemRoutes(Invoices invoices, InvoiceChanges changes, BaseUrl baseUrl) {
        this.invoices = invoices;
        this.changes = changes;
        this.baseUrl = baseUrl;
    }

    @PostMapping
    Answer create(Caller caller, @Root("invoice_item") WireObject sent) {
        Long invoiceId = sent.reference("invoice", null);
        if (invoiceId == null) {
            throw WireException.invalid("invoice can't be blank");
        }
        if (invoiceId == RecordReference.NONE
                || invoices.find(caller.companyId(), DocumentKind.INVOICE, invoiceId)
                        .isEmpty()) {
            throw WireException.invalid("Invoice not found for this company");
        }
        Set<Long> before = new HashSet<>();
        Invoice changed = edit(caller, DocumentKind.INVOICE, invoiceId, sent.complaints(), items -> {
            items.forEach(item -> before.add(item.id()));
            List<InvoiceItem> more = new ArrayList<>(items);
            more.add(InvoiceReading.item(sent, InvoiceItem.BLANK.at(items.size() + 1)));
            return more;
        });
        InvoiceItem added = changed.items().stream()
                .filter(item -> !before.contains(item.id()))
                .findFirst()
                .orElseThrow();
        return Answer.created(
                baseUrl.of("invoice_items", added.id()),
                out -> out.object("invoice_item", line -> InvoiceRepresentation.writeItem(line, changed, added)));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer update(Caller caller, @PathVariable long id, @Root("invoice_item") WireObject sent) {
        Invoice before = invoices.getByItem(caller.companyId(), id);
        Invoice changed = edit(
                caller,
                before.kind(),
                before.id(),
                sent.complaints(),
                items -> items.stream()
                        .map(item -> item.id() == id ? InvoiceReading.item(sent, item) : item)
                        .toList());
        InvoiceItem item = changed.items().stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow(WireException::notFound);
        return Answer.ok(
                out -> out.object("invoice_item", line -> InvoiceRepresentation.writeItem(line, changed, item)));
    }

    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable long id) {
        Invoice before = invoices.getByItem(caller.companyId(), id);
        edit(
                caller,
                before.kind(),
                before.id(),
                new Complaints(),
                items -> items.stream().filter(item -> item.id() != id).toList());
        return Answer.empty();
    }

    private Invoice edit(
            Caller caller,
            DocumentKind kind,
            long documentId,
            Complaints complaints,
            Function<List<InvoiceItem>, List<InvoiceItem>> change) {
        return changes.edit(
                caller,
                kind,
                documentId,
                stored -> new InvoiceChanges.Edit(
                        stored.contents().with(InvoiceReading.counted(change.apply(stored.items()))),
                        stored.reference(),
                        complaints));
    }
}
