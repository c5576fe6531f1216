package org.sequitur.invoice;

import org.sequitur.reference.Reference;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/** A recurring invoice as it is written on the wire. */
final class RecurringRepresentation {

    static final String ROOT = "recurring_invoice";

    private RecurringRepresentation() {}

    /** Below its root, with the lines. */
    static Body single(RecurringInvoice recurring) {
        return out -> out.object(ROOT, attributes -> write(attributes, recurring, true));
    }

    static void write(WireWriter out, RecurringInvoice recurring, boolean withItems) {
        Invoice template = recurring.template();
        Reference first = recurring.firstReference();
        out.reference("url", "recurring_invoices", recurring.id());
        out.text("frequency", recurring.frequency().word());
        out.text("recurring_status", recurring.status());
        out.date("recurring_end_date", recurring.endsOn());
        out.date("next_recurs_on", recurring.nextRecursOn());
        out.text("reference", first == null ? null : first.text());
        InvoiceRepresentation.writeContents(out, template);
        InvoiceRepresentation.writeSwitches(out, template.contents().switches());
        out.object("payment_methods", none -> {});
        if (withItems) {
            out.list(
                    "invoice_items",
                    "invoice_item",
                    template.items(),
                    (line, item) -> InvoiceRepresentation.writeItem(line, template, item));
        }
    }

    /** What Sequitur's own routes say besides: why nothing came of it when it was due. */
    static Body withProblem(RecurringInvoice recurring) {
        return out -> out.object(ROOT, attributes -> {
            write(attributes, recurring, true);
            attributes.text("problem", recurring.problem());
        });
    }
}
