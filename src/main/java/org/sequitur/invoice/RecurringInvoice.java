package org.sequitur.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.wire.WireObject;

/**
 * What an invoice says again and again, and on which days.
 *
 * @param template an invoice of its first day, whose reference means nothing
 * @param firstReference of its first invoice: asked for, or known once that is there; null for whatever comes next
 * @param lastRecurredOn the day of its newest invoice; null before the first
 * @param resumesOn the days of the series before it were passed over; null when none was
 * @param problem why the last attempt to make an invoice of it was refused; null when there is none
 * @param userId on whose behalf its invoices are made
 */
record RecurringInvoice(
        Invoice template,
        Frequency frequency,
        boolean isActive,
        @Nullable LocalDate endsOn,
        @Nullable Reference firstReference,
        @Nullable LocalDate lastRecurredOn,
        @Nullable LocalDate resumesOn,
        @Nullable String problem,
        long userId) {

    /** What stands for the reference that the template has not got. */
    static final Reference NO_REFERENCE = new Reference("-");

    private static final String ACTIVE = "Active";
    private static final String DRAFT = "Draft";
    private static final Set<String> STATUSES = Set.of(ACTIVE, DRAFT);

    /** How it recurs, as a client asked for it; the frequency is null when it is missing. */
    record Schedule(
            @Nullable Frequency frequency,
            boolean isActive,
            @Nullable LocalDate endsOn) {

        static final Schedule BLANK = new Schedule(null, false, null);

        /** @throws IllegalStateException when the frequency is missing, which was complained of */
        RecurringInvoice of(
                Invoice template,
                @Nullable Reference reference,
                @Nullable LocalDate lastRecurredOn,
                @Nullable LocalDate resumesOn,
                long userId) {
            if (frequency == null) {
                throw new IllegalStateException("no frequency");
            }
            return new RecurringInvoice(
                    template, frequency, isActive, endsOn, reference, lastRecurredOn, resumesOn, null, userId);
        }

        static Schedule read(WireObject sent, Schedule standing) {
            String word = standing.frequency == null ? "" : standing.frequency.word();
            String frequency = sent.requiredOneOf("frequency", word, Frequency.WORDS);
            String status = sent.oneOf("recurring_status", standing.isActive ? ACTIVE : DRAFT, STATUSES);
            return new Schedule(
                    frequency.isEmpty() ? null : Frequency.of(frequency),
                    ACTIVE.equals(status),
                    sent.date("recurring_end_date", standing.endsOn));
        }
    }

    RecurringInvoice with(Invoice newTemplate) {
        return new RecurringInvoice(
                newTemplate, frequency, isActive, endsOn, firstReference, lastRecurredOn, resumesOn, problem, userId);
    }

    long id() {
        return template.id();
    }

    String status() {
        return isActive ? ACTIVE : DRAFT;
    }

    Schedule schedule() {
        return new Schedule(frequency, isActive, endsOn);
    }

    /** The day of the next invoice; null when its end has come. */
    @Nullable
    LocalDate nextRecursOn() {
        LocalDate first = template.contents().datedOn();
        LocalDate from = lastRecurredOn == null ? first : lastRecurredOn.plusDays(1);
        return dayFrom(resumesOn != null && resumesOn.isAfter(from) ? resumesOn : from, first, frequency, endsOn);
    }

    /** The first day of a series from a day on; null when its end comes before. */
    static @Nullable LocalDate dayFrom(
            LocalDate from, LocalDate first, Frequency frequency, @Nullable LocalDate endsOn) {
        LocalDate day = frequency.next(first, from.minusDays(1));
        return endsOn != null && day.isAfter(endsOn) ? null : day;
    }

    /** The same after an invoice of a day came of it. */
    RecurringInvoice recurred(LocalDate day, Reference reference) {
        return new RecurringInvoice(
                template,
                frequency,
                isActive,
                endsOn,
                lastRecurredOn == null ? reference : firstReference,
                day,
                resumesOn,
                null,
                userId);
    }

    /**
     * The invoice of a day; the first one asks for its reference. Empty when the day is not the next one: another process may have made
     * its invoice since it was found to be due, and the next one must not be made before its time.
     */
    Optional<NewInvoice> invoiceOf(LocalDate day, boolean mayAskForReference, InvoiceOrigin origin) {
        if (!day.equals(nextRecursOn())) {
            return Optional.empty();
        }
        Reference asked = mayAskForReference && lastRecurredOn == null ? firstReference : null;
        return Optional.of(new NewInvoice(
                DocumentKind.INVOICE, template.contents().copiedTo(day), asked, id(), origin, StatedEmails.ALL));
    }

    Instant updatedAt() {
        return template.updatedAt();
    }
}
