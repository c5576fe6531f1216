package org.sequitur.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.store.Violation;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The projects of each company. */
@Component
final class Projects {

    private static final String ENTRIES = """
            SELECT project.*, contact.first_name, contact.last_name, contact.organisation_name
            FROM project
            JOIN contact ON contact.company_id = project.company_id AND contact.id = project.contact_id
            """;

    private static final String INSERT = """
            INSERT INTO project (
                company_id, contact_id, name, status, currency, budget_units, budget, hours_per_day,
                normal_billing_rate, billing_period, contract_po_reference, uses_project_invoice_sequence, is_ir35,
                starts_on, ends_on, include_unbilled_time_in_profitability, created_at, updated_at)
            VALUES (
                :companyId, :contactId, :name, :status, :currency, :budgetUnits, :budget, :hoursPerDay,
                :normalBillingRate, :billingPeriod, :contractPoReference, :usesOwnSequence, :isIr35,
                :startsOn, :endsOn, :countsUnbilledTime, :createdAt, :updatedAt)
            RETURNING id
            """;

    private static final String UPDATE = """
            UPDATE project SET
                contact_id = :contactId, name = :name, status = :status, currency = :currency,
                budget_units = :budgetUnits, budget = :budget, hours_per_day = :hoursPerDay,
                normal_billing_rate = :normalBillingRate, billing_period = :billingPeriod,
                contract_po_reference = :contractPoReference, uses_project_invoice_sequence = :usesOwnSequence,
                is_ir35 = :isIr35, starts_on = :startsOn, ends_on = :endsOn,
                include_unbilled_time_in_profitability = :countsUnbilledTime, updated_at = :updatedAt
            WHERE company_id = :companyId AND id = :id
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Projects(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** What becomes of a project, given whether it has documents. */
    @FunctionalInterface
    interface Change {
        Project apply(Project standing, boolean hasDocuments);
    }

    @Nullable
    ProjectEntry find(long companyId, long id) {
        return jdbc.sql(ENTRIES + " WHERE project.company_id = ? AND project.id = ?")
                .params(companyId, id)
                .query((row, number) -> entry(row))
                .optional()
                .map(entry -> entry.withDeletable(!hasDocuments(companyId, id)))
                .orElse(null);
    }

    long count(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM project " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    /** @param order what comes after ORDER BY */
    List<ProjectEntry> list(Selection selection, String order, ListQuery query) {
        return jdbc.sql(ENTRIES + selection.where() + " ORDER BY " + order + " LIMIT ? OFFSET ?")
                .params(selection.parameters(query.perPage(), query.offset()))
                .query((row, number) -> entry(row))
                .list();
    }

    /** @return the id of the new project */
    long add(long companyId, Project project) {
        try {
            return jdbc.sql(INSERT)
                    .params(parameters(companyId, project))
                    .query(Long.class)
                    .single();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
    }

    /** Changes a project while nobody else can. */
    void change(long companyId, long id, Change change) {
        transactions.executeWithoutResult(status -> {
            Project standing = jdbc.sql("SELECT * FROM project WHERE company_id = ? AND id = ? FOR NO KEY UPDATE")
                    .params(companyId, id)
                    .query((row, number) -> project(row))
                    .optional()
                    .orElseThrow(WireException::notFound);
            Project changed = change.apply(standing, hasDocuments(companyId, id));
            try {
                jdbc.sql(UPDATE).params(parameters(companyId, changed)).update();
            } catch (DataAccessException e) {
                throw refusal(e);
            }
        });
    }

    /** Removes a project without documents. */
    void remove(long companyId, long id) {
        if (hasDocuments(companyId, id)) {
            throw WireException.conflict();
        }
        try {
            int removed = jdbc.sql("DELETE FROM project WHERE company_id = ? AND id = ?")
                    .params(companyId, id)
                    .update();
            if (removed == 0) {
                throw WireException.notFound();
            }
        } catch (DataAccessException e) {
            // Somebody wrote a document for it since we looked.
            throw Violation.FOREIGN_KEY.causes(e) ? WireException.conflict() : e;
        }
    }

    private boolean hasDocuments(long companyId, long id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM document WHERE company_id = ? AND project_id = ?)")
                .params(companyId, id)
                .query(Boolean.class)
                .single();
    }

    /** The contact was there when we looked; somebody has removed it since. */
    private static RuntimeException refusal(DataAccessException failure) {
        return Violation.FOREIGN_KEY.causes(failure) ? WireException.invalid("Contact not found") : failure;
    }

    private static Map<String, @Nullable Object> parameters(long companyId, Project project) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("companyId", companyId);
        parameters.put("id", project.id());
        parameters.put("contactId", project.contactId());
        parameters.put("name", project.name());
        parameters.put("status", project.status());
        parameters.put("currency", project.currency());
        parameters.put("budgetUnits", project.budgetUnits());
        parameters.put("budget", project.budget());
        parameters.put("hoursPerDay", project.hoursPerDay());
        parameters.put("normalBillingRate", project.normalBillingRate());
        parameters.put("billingPeriod", project.billingPeriod());
        parameters.put("contractPoReference", project.contractPoReference());
        parameters.put("usesOwnSequence", project.usesOwnSequence());
        parameters.put("isIr35", project.isIr35());
        parameters.put("startsOn", project.startsOn());
        parameters.put("endsOn", project.endsOn());
        parameters.put("countsUnbilledTime", project.countsUnbilledTime());
        parameters.put("createdAt", Columns.timestamp(project.createdAt()));
        parameters.put("updatedAt", Columns.timestamp(project.updatedAt()));
        return parameters;
    }

    private static ProjectEntry entry(ResultSet row) throws SQLException {
        ContactName contactName = new ContactName(
                row.getString("first_name"), row.getString("last_name"), row.getString("organisation_name"));
        return new ProjectEntry(project(row), contactName, null, null);
    }

    private static Project project(ResultSet row) throws SQLException {
        LocalDate startsOn = Columns.date(row, "starts_on");
        LocalDate endsOn = Columns.date(row, "ends_on");
        return new Project(
                row.getLong("id"),
                row.getLong("contact_id"),
                row.getString("name"),
                row.getString("status"),
                row.getString("currency"),
                row.getString("budget_units"),
                row.getLong("budget"),
                row.getBigDecimal("hours_per_day"),
                row.getBigDecimal("normal_billing_rate"),
                row.getString("billing_period"),
                row.getString("contract_po_reference"),
                row.getBoolean("uses_project_invoice_sequence"),
                Columns.bool(row, "is_ir35"),
                startsOn,
                endsOn,
                row.getBoolean("include_unbilled_time_in_profitability"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
