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
 * An invoice or a credit note as it is stored. A credit note is an invoice of negative value that is refunded where others are paid.
 * It guards its own changes of state: what is not allowed is refused with the error of the wire.
 *
 * @param scope the sequence that its reference counts in, as it was when the reference was given
 * @param seriesId the strict series that it was issued in, for good; null if it was not
 * @param recurringId the recurring invoice that it came of; null for none
 */
public record Invoice(
        long id,
        DocumentKind kind,
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
        @Nullable Long seriesId,
        @Nullable Long recurringId,
        Instant createdAt,
        Instant updatedAt) {

    static Invoice draft(
            long id,
            DocumentKind kind,
            Reference reference,
            InvoiceTerms terms,
            @Nullable Long recurringId,
            Instant now) {
        return new Invoice(
                id,
                kind,
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
                null,
                recurringId,
                now,
                now);
    }

    public LocalDate dueOn() {
        return contents.dueOn();
    }

    List<InvoiceItem> items() {
        return contents.items();
    }

    public List<InvoiceItem> lastItems(int number) {
        return items().subList(items().size() - number, items().size());
    }

    /** The part of the CIS deduction that has been kept back: in proportion to what is paid. */
    public @Nullable BigDecimal cisDeductionSuffered() {
        if (totals.cisDeduction() == null) {
            return null;
        }
        boolean isSettled = paidValue.signum() != 0
                && paidValue.abs().compareTo(totals.total().abs()) >= 0;
        return isSettled ? totals.cisDeduction() : BigDecimal.ZERO;
    }

    public BigDecimal dueValue() {
        BigDecimal suffered = cisDeductionSuffered();
        BigDecimal due = totals.total().subtract(paidValue);
        return suffered == null ? due : due.subtract(suffered);
    }

    public boolean isDraft() {
        return state == InvoiceState.DRAFT;
    }

    /** As a client sees it on a day, in the words of the wire: {@code Overdue}. */
    public String status(LocalDate today) {
        return InvoiceStatus.of(this, today).word();
    }

    /**
     * Whether its second sales tax is charged on the first one, too. The company's setting may have changed since it was settled; its
     * totals tell what it was.
     */
    public boolean isSecondTaxCompound() {
        return InvoiceTotals.of(items(), contents.discountPercent(), false, null)
                        .secondSalesTax()
                        .compareTo(totals.secondSalesTax())
                != 0;
    }

    /** Whether it has its number of a strict series, and nothing that it says can change any more. */
    boolean isIssued() {
        return seriesId != null;
    }

    /** Whether it is still to be sent for the first time. */
    public boolean isUnsent() {
        return state == InvoiceState.DRAFT || state == InvoiceState.SCHEDULED;
    }

    /** Whether it has been sent, and something is still to be paid. */
    public boolean isOwed() {
        return state == InvoiceState.SENT && paidValue.compareTo(totals.total()) < 0;
    }

    /** Sent, under its number of a strict series. */
    Invoice issued(long series, Reference number, Instant now) {
        if (!isUnsent()) {
            throw WireException.forbidden(kind.title() + " cannot be issued: it has been sent");
        }
        return markAsSent(now).numbered(series, number);
    }

    /** A draft is sent, or one that was written off is opened again. What is owed to the customer is sent as a credit note. */
    Invoice markAsSent(Instant now) {
        boolean isNegative = totals.total().signum() < 0;
        refuseUnless(state != InvoiceState.SENT && isNegative == (kind == DocumentKind.CREDIT_NOTE), "sent");
        return in(InvoiceState.SENT, null, now);
    }

    Invoice markAsScheduled(Instant now) {
        refuseUnless(state == InvoiceState.DRAFT, "scheduled");
        return in(InvoiceState.SCHEDULED, null, now);
    }

    /** Only what nothing has been paid of and was not issued for good; one that was written off must be opened again first. */
    Invoice markAsDraft(Instant now) {
        boolean isUnpaid = (state == InvoiceState.SCHEDULED || state == InvoiceState.SENT) && paidValue.signum() == 0;
        refuseUnless(isUnpaid && !isIssued(), "draft");
        return in(InvoiceState.DRAFT, null, now);
    }

    /** Writes off what is still due of an overdue invoice. */
    Invoice markAsCancelled(LocalDate today, Instant now) {
        refuseUnless(isOwed() && dueOn().isBefore(today), "cancelled");
        return in(InvoiceState.CANCELLED, today, now);
    }

    /** The invoice among the credit notes, with its id and reference. */
    Invoice convertedToCreditNote(Instant now) {
        if (!isDraft() || totals.total().signum() >= 0) {
            throw WireException.forbidden("Invoice cannot be converted to a credit note");
        }
        return new Invoice(
                id,
                DocumentKind.CREDIT_NOTE,
                state,
                reference,
                scope,
                contents,
                totals,
                involvesSalesTax,
                contactName,
                paidValue,
                paidOn,
                writtenOffDate,
                seriesId,
                recurringId,
                createdAt,
                now);
    }

    /**
     * With so much more paid, or refunded: the amount of an invoice's payment is positive, that of a credit note's refund
     * negative, and of either taken back the other way round.
     *
     * @param day of the payment; what is settled by it was settled on that day
     */
    Invoice withPayment(BigDecimal amount, LocalDate day, Instant now) {
        BigDecimal newlyPaid = paidValue.add(amount);
        boolean isSettled = newlyPaid.abs().compareTo(totals.total().abs()) >= 0;
        LocalDate settledOn = isSettled ? (paidOn == null ? day : paidOn) : null;
        return new Invoice(
                id,
                kind,
                state,
                reference,
                scope,
                contents,
                totals,
                involvesSalesTax,
                contactName,
                newlyPaid,
                settledOn,
                writtenOffDate,
                seriesId,
                recurringId,
                createdAt,
                now);
    }

    Invoice changed(Reference newReference, InvoiceTerms terms, Instant now) {
        return new Invoice(
                id,
                kind,
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
                seriesId,
                recurringId,
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
                kind,
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
                seriesId,
                recurringId,
                createdAt,
                now);
    }

    private Invoice numbered(long series, Reference number) {
        return new Invoice(
                id,
                kind,
                state,
                number,
                scope,
                contents,
                totals,
                involvesSalesTax,
                contactName,
                paidValue,
                paidOn,
                writtenOffDate,
                series,
                recurringId,
                createdAt,
                updatedAt);
    }

    /** The credit note that takes this issued invoice back in full, itself sent, of this day and due on it. */
    Invoice creditNote(long newId, long series, Reference number, LocalDate day, Instant now) {
        return new Invoice(
                newId,
                DocumentKind.CREDIT_NOTE,
                InvoiceState.SENT,
                number,
                scope,
                contents.creditedOn(day),
                totals.negated(),
                involvesSalesTax,
                contactName,
                BigDecimal.ZERO,
                null,
                null,
                series,
                null,
                now,
                now);
    }

    /** Whether a credit note may take it back: it was issued for good, and there is something to take back. */
    void checkCreditable() {
        if (!isIssued()) {
            throw WireException.forbidden("Invoice cannot be credited: it was not issued in a strict series");
        }
        if (totals.total().signum() <= 0) {
            throw WireException.forbidden("Invoice cannot be credited: its total is not positive");
        }
    }

    /** Whether its amount may be collected by direct debit, as far as its own state decides: it is sent, and nothing of it is paid. */
    void checkCollectable() {
        if (state != InvoiceState.SENT) {
            throw WireException.forbidden("Invoice cannot be collected: it must be sent and not written off");
        }
        if (paidValue.signum() != 0) {
            throw WireException.forbidden("Invoice cannot be collected: something of it is paid");
        }
    }

    private void refuseUnless(boolean allowed, String transition) {
        if (!allowed) {
            throw WireException.forbidden(kind.title() + " cannot be marked as " + transition);
        }
    }
}
