package org.sequitur.project;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.money.Currencies;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.RecordReference;
import org.sequitur.wire.WireObject;

/**
 * Work for one contact.
 *
 * @param contactId {@link RecordReference#NONE} before it is known
 * @param budget whole units; 0 for none
 * @param usesOwnSequence whether its invoices are numbered by themselves
 * @param isIr35 null when nobody said
 */
record Project(
        long id,
        long contactId,
        String name,
        String status,
        String currency,
        String budgetUnits,
        long budget,
        BigDecimal hoursPerDay,
        BigDecimal normalBillingRate,
        String billingPeriod,
        @Nullable String contractPoReference,
        boolean usesOwnSequence,
        @Nullable Boolean isIr35,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        boolean countsUnbilledTime,
        Instant createdAt,
        Instant updatedAt) {

    private static final Set<String> STATUSES = Set.of("Active", "Completed", "Cancelled", "Hidden");
    private static final Set<String> BUDGET_UNITS = Set.of("Hours", "Days", "Monetary");
    private static final String HOUR = "hour";
    private static final Set<String> BILLING_PERIODS = Set.of(HOUR, "day");
    private static final int MOST_CHARACTERS = 255;
    private static final BigDecimal USUAL_HOURS_PER_DAY = BigDecimal.valueOf(8);
    private static final BigDecimal MOST_HOURS_PER_DAY = BigDecimal.valueOf(24);
    private static final int HOURS_PLACES = 4;

    /** A project of which nothing is known yet. */
    static Project unsaved(Instant now) {
        return new Project(
                0,
                RecordReference.NONE,
                "",
                "",
                "",
                "",
                0,
                USUAL_HOURS_PER_DAY,
                BigDecimal.ZERO,
                HOUR,
                null,
                false,
                null,
                null,
                null,
                true,
                now,
                now);
    }

    /** @param hasDocuments invoices and credit notes hold on to the contact and the currency they were written in */
    Project changedBy(WireObject sent, boolean hasDocuments, Instant now) {
        Project changed = read(sent, now);
        Complaints complaints = sent.complaints();
        complaints.addIf(
                changed.startsOn != null && changed.endsOn != null && !changed.endsOn.isAfter(changed.startsOn),
                "ends_on must be later than starts_on");
        complaints.addIf(
                hasDocuments && !changed.currency.equals(currency), "currency is locked and cannot be changed");
        complaints.addIf(hasDocuments && changed.contactId != contactId, "contact_id is locked and cannot be changed");
        return changed;
    }

    private Project read(WireObject sent, Instant now) {
        String period = sent.oneOf("billing_period", billingPeriod, BILLING_PERIODS);
        return new Project(
                id,
                contactId(sent),
                sent.requiredText("name", name, MOST_CHARACTERS),
                sent.requiredOneOf("status", status, STATUSES),
                sent.requiredOneOf("currency", currency, Currencies.ACCEPTED),
                sent.requiredOneOf("budget_units", budgetUnits, BUDGET_UNITS),
                budget(sent),
                hoursPerDay(sent),
                sent.decimalWithin(
                        "normal_billing_rate",
                        normalBillingRate,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        WireObject.LARGEST_DECIMAL,
                        2),
                period == null ? HOUR : period,
                sent.text("contract_po_reference", contractPoReference, MOST_CHARACTERS),
                sent.bool("uses_project_invoice_sequence", usesOwnSequence),
                sent.optionalBool("is_ir35", isIr35),
                sent.dateOrIgnored("starts_on", startsOn),
                sent.dateOrIgnored("ends_on", endsOn),
                sent.bool("include_unbilled_time_in_profitability", countsUnbilledTime),
                createdAt,
                now);
    }

    private long contactId(WireObject sent) {
        boolean isMissing = sent.has("contact") ? sent.isCleared("contact") : contactId == RecordReference.NONE;
        sent.complaints().addIf(isMissing, "contact can't be blank");
        Long reference = sent.reference("contact", contactId);
        return Objects.requireNonNullElse(reference, contactId);
    }

    /** A fraction is dropped. */
    private long budget(WireObject sent) {
        BigDecimal value = sent.decimal("budget", BigDecimal.valueOf(budget));
        if (value == null) {
            return 0;
        }
        sent.complaints().addIf(value.signum() < 0, "budget must be greater than or equal to 0");
        return value.longValue();
    }

    private BigDecimal hoursPerDay(WireObject sent) {
        BigDecimal hours = sent.decimalWithin(
                "hours_per_day", hoursPerDay, USUAL_HOURS_PER_DAY, BigDecimal.ZERO, MOST_HOURS_PER_DAY, HOURS_PLACES);
        sent.complaints().addIf(hours.signum() == 0, "hours_per_day must be greater than 0");
        return hours;
    }
}
