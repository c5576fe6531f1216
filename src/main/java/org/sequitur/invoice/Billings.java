package org.sequitur.invoice;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireObject;

/** All that invoices can bill beside the lines that were sent. */
final class Billings {

    private static final int MOST_PROJECTS = 100;

    private final List<Billing> billings;

    Billings(List<Billing> billings) {
        this.billings = List.copyOf(billings);
    }

    /** The same invoice with what it is asked to bill. */
    NewInvoice completed(long companyId, NewInvoice invoice, WireObject sent) {
        InvoiceOrigin origin = asked(companyId, invoice.contents(), sent);
        return origin == null
                ? invoice
                : new NewInvoice(
                        invoice.kind(), invoice.contents(), invoice.reference(), null, origin, invoice.stated());
    }

    /** What an invoice is asked to bill; null for nothing, as it is without a project: so FreeAgent has it. */
    @Nullable
    InvoiceOrigin asked(long companyId, InvoiceContents invoice, WireObject sent) {
        Long project = invoice.projectId();
        if (invoice.contactId() == null || project == null) {
            return null;
        }
        Set<Long> projects = new LinkedHashSet<>(List.of(project));
        projects.addAll(sent.references("project_ids", MOST_PROJECTS));
        List<InvoiceOrigin> origins = billings.stream()
                .map(billing -> billing.asked(companyId, invoice, List.copyOf(projects), sent))
                .filter(Objects::nonNull)
                .toList();
        return origins.isEmpty() ? null : new Several(origins);
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
            tell(write, stored, stored.lastItems(lines().size()));
        }

        @Override
        public void tell(Flight write, Invoice stored, List<InvoiceItem> added) {
            int from = 0;
            for (InvoiceOrigin origin : origins) {
                int to = from + origin.lines().size();
                origin.tell(write, stored, added.subList(from, to));
                from = to;
            }
        }
    }
}
