package org.sequitur.task;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.project.ProjectRate;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * Something that is done in a project.
 *
 * @param currency of the project; empty before it is stored
 * @param billingRate in that currency, for a period
 * @param isDeletable whether nobody spent time on it
 */
record Task(
        long id,
        long projectId,
        String name,
        String currency,
        boolean isBillable,
        String status,
        BigDecimal billingRate,
        String billingPeriod,
        boolean isDeletable,
        Instant createdAt,
        Instant updatedAt) {

    private static final String ACTIVE = "Active";
    private static final Set<String> STATUSES = Set.of(ACTIVE, "Completed", "Hidden");
    private static final Set<String> PERIODS = Set.of("hour", "day");
    private static final int MOST_CHARACTERS = 255;

    /** A task of which nothing is known but its project. */
    static Task unsaved(long projectId, ProjectRate rate, Instant now) {
        return new Task(0, projectId, "", "", true, ACTIVE, rate.rate(), rate.period(), true, now, now);
    }

    static Task of(ResultSet row) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getString("name"),
                row.getString("currency"),
                row.getBoolean("is_billable"),
                row.getString("status"),
                row.getBigDecimal("billing_rate"),
                row.getString("billing_period"),
                row.getBoolean("is_deletable"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    Task changedBy(WireObject sent, Instant now) {
        BigDecimal rate = sent.decimal("billing_rate", billingRate);
        sent.complaints().addIf(rate != null && rate.signum() < 0, "billing_rate must be greater than or equal to 0");
        Task changed = new Task(
                id,
                projectId,
                sent.requiredText("name", name, MOST_CHARACTERS),
                currency,
                sent.bool("is_billable", isBillable),
                otherwise(sent.oneOf("status", status, STATUSES), status),
                Objects.requireNonNullElse(rate, BigDecimal.ZERO),
                otherwise(sent.oneOf("billing_period", billingPeriod, PERIODS), billingPeriod),
                isDeletable,
                createdAt,
                now);
        sent.complaints().throwIfAny();
        return changed;
    }

    private static String otherwise(@Nullable String sent, String standing) {
        return sent == null ? standing : sent;
    }

    /** What somebody of a level may see: prices only from {@link PermissionLevel#CONTACTS_AND_PROJECTS} on. */
    Body visibleTo(PermissionLevel level) {
        return out -> write(out, level.includes(PermissionLevel.CONTACTS_AND_PROJECTS));
    }

    private void write(WireWriter out, boolean withPrice) {
        out.reference("url", "tasks", id);
        out.reference("project", "projects", projectId);
        out.text("name", name);
        out.text("currency", currency);
        out.bool("is_billable", isBillable);
        if (withPrice) {
            out.decimal("billing_rate", billingRate);
            out.text("billing_period", billingPeriod);
        }
        out.text("status", status);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
        out.bool("is_deletable", isDeletable);
    }
}
