package org.sequitur.suggestion;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/** An invoice that a line of an account might pay. */
record Suggestion(OpenInvoice invoice, Set<Reason> reasons) implements Body {

    /** The best first; of those that are as good, what is due first. */
    static final Comparator<Suggestion> BEST_FIRST = Comparator.comparingInt(Suggestion::weight)
            .reversed()
            .thenComparing(suggestion -> suggestion.invoice().dueOn())
            .thenComparingLong(suggestion -> suggestion.invoice().id());

    /** Whether anything speaks for the invoice at all shows in its reasons. */
    static Suggestion of(SuggestedFor line, OpenInvoice invoice) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (line.references().contains(invoice.reference())) {
            reasons.add(Reason.REFERENCE);
        }
        if (line.left().compareTo(invoice.due()) == 0) {
            reasons.add(Reason.AMOUNT);
        }
        Set<String> name = LineText.nameWords(invoice.contactName());
        if (!name.isEmpty() && line.words().containsAll(name)) {
            reasons.add(Reason.CONTACT);
        }
        return new Suggestion(invoice, reasons);
    }

    private int weight() {
        return reasons.stream().mapToInt(Reason::weight).sum();
    }

    @Override
    public void write(WireWriter out) {
        out.reference("invoice", "invoices", invoice.id());
        out.text("reference", invoice.reference());
        out.reference("contact", "contacts", invoice.contactId());
        out.text("contact_name", invoice.contactName());
        out.text("currency", invoice.currency());
        out.date("dated_on", invoice.datedOn());
        out.date("due_on", invoice.dueOn());
        out.decimal("due_value", invoice.due());
        out.texts("reasons", "reason", reasons.stream().map(Reason::word).toList());
    }
}
