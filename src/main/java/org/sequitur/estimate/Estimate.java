package org.sequitur.estimate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceTerms;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.reference.Reference;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;

/**
 * An offer to a customer, and what may become of it. Once it is billed, nothing of it changes before the invoice is deleted.
 *
 * @param text with its lines; settled
 * @param times of each line, by its id
 * @param isSecondTaxCompound whether the second sales tax is charged on the first one, too
 * @param invoiceId what it became; null until it is {@link EstimateStatus#INVOICED}
 */
record Estimate(
        long id,
        EstimateStatus status,
        Reference reference,
        EstimateText text,
        Map<Long, LineTimes> times,
        InvoiceTotals totals,
        boolean involvesSalesTax,
        boolean isSecondTaxCompound,
        String contactName,
        @Nullable Long invoiceId,
        Instant createdAt,
        Instant updatedAt) {

    /** When a line was added, and changed last. */
    record LineTimes(Instant createdAt, Instant updatedAt) {}

    InvoiceContents contents() {
        return text.contents();
    }

    List<InvoiceItem> lines() {
        return contents().items();
    }

    /** @throws WireException 404 when it has no such line */
    InvoiceItem line(long lineId) {
        return lines().stream().filter(line -> line.id() == lineId).findFirst().orElseThrow(WireException::notFound);
    }

    /** @throws WireException 403 when it is in that state already, or billed */
    Estimate markedAs(EstimateStatus next, Instant now) {
        if (status == next || status == EstimateStatus.INVOICED) {
            throw WireException.forbidden("Estimate cannot be marked as " + next.view());
        }
        return in(next, null, now);
    }

    /** @throws WireException 403 when it is billed already */
    void checkBillable() {
        if (status == EstimateStatus.INVOICED) {
            throw WireException.forbidden("Estimate has already been converted to an invoice");
        }
    }

    Estimate billed(long invoice, Instant now) {
        checkBillable();
        return in(EstimateStatus.INVOICED, invoice, now);
    }

    /** @throws WireException 409 when it is no draft */
    void checkDeletable() {
        if (status != EstimateStatus.DRAFT) {
            throw WireException.conflict();
        }
    }

    /** @throws WireException 422 when it is billed and anything of the new text differs */
    void checkChangeableTo(EstimateText asked, Complaints complaints) {
        if (status == EstimateStatus.INVOICED) {
            asked.checkSameAs(text, complaints);
        }
        complaints.throwIfAny();
    }

    /** @param lines of the settled text, each with its id */
    Estimate changed(
            EstimateText asked, Reference newReference, InvoiceTerms terms, List<InvoiceItem> lines, Instant now) {
        return new Estimate(
                id,
                status,
                newReference,
                asked.with(terms.contents().with(lines)),
                times(lines, now),
                terms.totals(),
                terms.involvesSalesTax(),
                isSecondTaxCompound,
                terms.contactName(),
                invoiceId,
                createdAt,
                now);
    }

    private Map<Long, LineTimes> times(List<InvoiceItem> lines, Instant now) {
        Map<Long, InvoiceItem> before = new HashMap<>();
        lines().forEach(line -> before.put(line.id(), line));
        Map<Long, LineTimes> changed = new HashMap<>();
        for (InvoiceItem line : lines) {
            LineTimes known = times.getOrDefault(line.id(), new LineTimes(now, now));
            boolean isSame = line.equals(before.get(line.id()));
            changed.put(line.id(), isSame ? known : new LineTimes(known.createdAt(), now));
        }
        return Map.copyOf(changed);
    }

    /** The same text, of another day, for a new estimate under the next reference. */
    EstimateText copiedTo(LocalDate day) {
        return new EstimateText(
                text.type(), null, text.showsSalesTax(), contents().copiedTo(day));
    }

    private Estimate in(EstimateStatus next, @Nullable Long invoice, Instant now) {
        return new Estimate(
                id,
                next,
                reference,
                text,
                times,
                totals,
                involvesSalesTax,
                isSecondTaxCompound,
                contactName,
                invoice,
                createdAt,
                now);
    }
}
