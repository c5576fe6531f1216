package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.wire.WireException;

/**
 * An invoice as it is stored. It guards its own changes of state: what is not allowed is refused with the error of the wire.
 *
 * @param scope the sequence that its reference counts in, as it was when the reference was given
 */
record Invoice(
        long id,
        InvoiceState state,
        Reference reference,
        ReferenceScope scope,
        InvoiceContents contents,
        InvoiceTotals totals,
        boolean involvesSalesTax,
        String contactName,
        BigDecimal paidValue,
        @Nullable LocalDate paidOn,
        @Nullable LocalDate writtenOffDate,
        Instant createdAt,
        Instant updatedAt) {

    static Invoice draft(long id, Reference reference, InvoiceTerms terms, Instant now) {
        return new Invoice(
                id,
                InvoiceState.DRAFT,
                reference,
                terms.scope(),
                terms.contents(),
                terms.totals(),
                terms.involvesSalesTax(),
                terms.contactName(),
                BigDecimal.ZERO,
                null,
                null,
                now,
                now);
    }

    LocalDate dueOn() {
        return contents.dueOn();
    }

    List<InvoiceItem> items() {
        return contents.items();
    }

    /** The part of the CIS deduction that has been kept back: in proportion to what is paid. */
    @Nullable
    BigDecimal cisDeductionSuffered() {
        if (totals.cisDeduction() == null) {
            return null;
        }
        return paidValue.signum() != 0 && paidValue.compareTo(totals.total()) >= 0
                ? totals.cisDeduction()
                : BigDecimal.ZERO;
    }

    BigDecimal dueValue() {
        BigDecimal suffered = cisDeductionSuffered();
        BigDecimal due = totals.total().subtract(paidValue);
        return suffered == null ? due : due.subtract(suffered);
    }

    boolean isDraft() {
        return state == InvoiceState.DRAFT;
    }

    /** A draft is sent, or one that was written off is opened again. */
    Invoice markAsSent(Instant now) {
        refuseUnless(state != InvoiceState.SENT && totals.total().signum() >= 0, "sent");
        return in(InvoiceState.SENT, null, now);
    }

    Invoice markAsScheduled(Instant now) {
        refuseUnless(state == InvoiceState.DRAFT, "scheduled");
        return in(InvoiceState.SCHEDULED, null, now);
    }

    /** Only what nothing has been paid of; one that was written off must be opened again first. */
    Invoice markAsDraft(Instant now) {
        refuseUnless(
                (state == InvoiceState.SCHEDULED || state == InvoiceState.SENT) && paidValue.signum() == 0, "draft");
        return in(InvoiceState.DRAFT, null, now);
    }

    /** Writes off what is still due of an overdue invoice. */
    Invoice markAsCancelled(LocalDate today, Instant now) {
        boolean isOwed = state == InvoiceState.SENT && paidValue.compareTo(totals.total()) < 0;
        refuseUnless(isOwed && dueOn().isBefore(today), "cancelled");
        return in(InvoiceState.CANCELLED, today, now);
    }

    /** Whether the invoice may leave for the credit notes. */
    void checkConvertible() {
        if (!isDraft() || totals.total().signum() >= 0) {
            throw WireException.forbidden("Invoice cannot be converted to a credit note");
        }
    }

    Invoice changed(Reference newReference, InvoiceTerms terms, Instant now) {
        return new Invoice(
                id,
                state,
                newReference,
                scope,
                terms.contents(),
                terms.totals(),
                terms.involvesSalesTax(),
                terms.contactName(),
                paidValue,
                paidOn,
                writtenOffDate,
                createdAt,
                now);
    }

    Invoice with(InvoiceContents newContents, Instant now) {
        return copy(state, newContents, writtenOffDate, now);
    }

    private Invoice in(InvoiceState newState, @Nullable LocalDate writtenOff, Instant now) {
        return copy(newState, contents, writtenOff, now);
    }

    private Invoice copy(
            InvoiceState newState, InvoiceContents newContents, @Nullable LocalDate writtenOff, Instant now) {
        return new Invoice(
                id,
                newState,
                reference,
                scope,
                newContents,
                totals,
                involvesSalesTax,
                contactName,
                paidValue,
                paidOn,
                writtenOff,
                createdAt,
                now);
    }

    private static void refuseUnless(boolean allowed, String transition) {
        if (!allowed) {
            throw WireException.forbidden("Invoice cannot be marked as " + transition);
        }
    }
}
