package org.sequitur.timeslip;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.RecordReference;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;

/**
 * Time that a user spent on a task on a day.
 *
 * @param userId {@link RecordReference#NONE} before it is known
 * @param projectId of the task; {@link RecordReference#NONE} before it is stored
 * @param datedOn null before it is known
 * @param hours without what a timer has counted since it was started
 * @param timerStartedAt null when no timer runs
 * @param invoiceId the invoice that it is billed on; null for none
 */
record Timeslip(
        long id,
        long userId,
        long taskId,
        long projectId,
        @Nullable LocalDate datedOn,
        BigDecimal hours,
        @Nullable String comment,
        @Nullable Instant timerStartedAt,
        @Nullable Long invoiceId,
        Instant createdAt,
        Instant updatedAt) {

    private static final int MOST_CHARACTERS = 20_000;
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(24);
    private static final BigDecimal MINUTES_OF_AN_HOUR = BigDecimal.valueOf(60);
    private static final BigDecimal MILLIS_OF_AN_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    /** A minute is no round part of an hour. */
    private static final int PLACES = 6;

    static Timeslip unsaved(Instant now) {
        return new Timeslip(
                0,
                RecordReference.NONE,
                RecordReference.NONE,
                RecordReference.NONE,
                null,
                BigDecimal.ZERO,
                null,
                null,
                null,
                now,
                now);
    }

    static Timeslip of(ResultSet row) throws SQLException {
        OffsetDateTime started = row.getObject("timer_started_at", OffsetDateTime.class);
        return new Timeslip(
                row.getLong("id"),
                row.getLong("user_id"),
                row.getLong("task_id"),
                row.getLong("project_id"),
                Columns.date(row, "dated_on"),
                row.getBigDecimal("hours"),
                row.getString("comment"),
                started == null ? null : started.toInstant(),
                row.getObject("billed_on_invoice_id", Long.class),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    /** Complaints are left to the caller, who may have more. */
    Timeslip changedBy(WireObject sent, Instant now) {
        Complaints complaints = sent.complaints();
        LocalDate day = sent.date("dated_on", datedOn);
        complaints.addIf(sent.isCleared("dated_on") || day == null, "dated_on can't be blank");
        BigDecimal sentHours = sent.decimal("hours", hours);
        BigDecimal newHours = sentHours == null ? BigDecimal.ZERO : sentHours;
        complaints.addIf(newHours.signum() < 0, "hours must be greater than or equal to 0");
        complaints.addIf(newHours.compareTo(MOST_HOURS) > 0, "hours must be less than or equal to " + MOST_HOURS);
        return new Timeslip(
                id,
                reference(sent, "user", userId),
                reference(sent, "task", taskId),
                projectId,
                day,
                newHours,
                sent.text("comment", comment, MOST_CHARACTERS),
                timerStartedAt,
                invoiceId,
                createdAt,
                now);
    }

    private static long reference(WireObject sent, String name, long standing) {
        boolean isMissing = sent.has(name) ? sent.isCleared(name) : standing == RecordReference.NONE;
        sent.complaints().addIf(isMissing, name + " can't be blank");
        return Objects.requireNonNullElse(sent.reference(name, standing), standing);
    }

    /** From when on the timer has counted, had it counted the hours before as well; null when none runs. */
    @Nullable
    Instant startFrom() {
        return timerStartedAt == null
                ? null
                : timerStartedAt.minusMillis(hours.multiply(MILLIS_OF_AN_HOUR).longValue());
    }

    /** @throws WireException 422 when it is billed */
    Timeslip started(Instant now) {
        if (invoiceId != null) {
            throw WireException.invalid("timeslip cannot be locked");
        }
        return timerStartedAt == null ? with(hours, now, now) : this;
    }

    /** With the whole minutes that the timer ran; the same when none runs. */
    Timeslip stopped(Instant now) {
        if (timerStartedAt == null) {
            return this;
        }
        long minutes = Math.max(0, Duration.between(timerStartedAt, now).toMinutes());
        BigDecimal run = BigDecimal.valueOf(minutes).divide(MINUTES_OF_AN_HOUR, PLACES, RoundingMode.HALF_UP);
        return with(hours.add(run), null, now);
    }

    private Timeslip with(BigDecimal newHours, @Nullable Instant timer, Instant now) {
        return new Timeslip(
                id, userId, taskId, projectId, datedOn, newHours, comment, timer, invoiceId, createdAt, now);
    }
}
