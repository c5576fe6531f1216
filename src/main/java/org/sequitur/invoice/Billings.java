package org.sequitur.invoice;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireObject;

/** All that new invoices can bill beside the lines that were sent. */
final class Billings {

    private static final int MOST_PROJECTS = 100;

    private final List<Billing> billings;

    Billings(List<Billing> billings) {
        this.billings = List.copyOf(billings);
    }

    /** The same invoice with what it is asked to bill. Without a project that is nothing, as FreeAgent has it. */
    NewInvoice completed(long companyId, NewInvoice invoice, WireObject sent) {
        Long contact = invoice.contents().contactId();
        Long project = invoice.contents().projectId();
        if (contact == null || project == null) {
            return invoice;
        }
        Set<Long> projects = new LinkedHashSet<>(List.of(project));
        projects.addAll(sent.references("project_ids", MOST_PROJECTS));
        List<InvoiceOrigin> origins = billings.stream()
                .map(billing -> billing.asked(companyId, contact, List.copyOf(projects), sent))
                .filter(Objects::nonNull)
                .toList();
        return origins.isEmpty()
                ? invoice
                : new NewInvoice(
                        invoice.kind(),
                        invoice.contents(),
                        invoice.reference(),
                        null,
                        new Several(origins),
                        invoice.stated());
    }

    /** Several kinds of records that are billed together. */
    private record Several(List<InvoiceOrigin> origins) implements InvoiceOrigin {

        @Override
        public void ask(Flight look) {
            origins.forEach(origin -> origin.ask(look));
        }

        @Override
        public void take(Set<Object> taken) {
            origins.forEach(origin -> origin.take(taken));
        }

        @Override
        public List<InvoiceItem> lines() {
            List<InvoiceItem> lines = new ArrayList<>();
            origins.forEach(origin -> lines.addAll(origin.lines()));
            return lines;
        }

        @Override
        public void tell(Flight write, Invoice stored) {
            origins.forEach(origin -> origin.tell(write, stored));
        }
    }
}
