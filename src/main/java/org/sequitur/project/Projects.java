package org.sequitur.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sequitur.contact.ContactName;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The projects of each company. */
@Component
public final class Projects {

    private static final RecordLayout<Project> PROJECTS = RecordLayout.of("project", Projects::project)
            .withMissing("Contact not found")
            .with("contact_id", Project::contactId)
            .with("name", Project::name)
            .with("status", Project::status)
            .with("currency", Project::currency)
            .with("budget_units", Project::budgetUnits)
            .with("budget", Project::budget)
            .with("hours_per_day", Project::hoursPerDay)
            .with("normal_billing_rate", Project::normalBillingRate)
            .with("billing_period", Project::billingPeriod)
            .with("contract_po_reference", Project::contractPoReference)
            .with("uses_project_invoice_sequence", Project::usesOwnSequence)
            .with("is_ir35", Project::isIr35)
            .with("starts_on", Project::startsOn)
            .with("ends_on", Project::endsOn)
            .with("include_unbilled_time_in_profitability", Project::countsUnbilledTime)
            .with("created_at", Project::createdAt)
            .with("updated_at", Project::updatedAt);

    /** As they are read: with the name of their contact. */
    private static final RecordLayout<ProjectEntry> ENTRIES =
            RecordLayout.of("project", Projects::entry).selectedBy("""
                    SELECT project.*, contact.first_name, contact.last_name, contact.organisation_name
                    FROM project
                    JOIN contact ON contact.company_id = project.company_id AND contact.id = project.contact_id
                    """);

    private final JdbcClient jdbc;
    private final RecordTable<Project> projects;
    private final RecordTable<ProjectEntry> entries;

    Projects(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.projects = new RecordTable<>(jdbc, transactions, PROJECTS);
        this.entries = new RecordTable<>(jdbc, transactions, ENTRIES);
    }

    /** What becomes of a project, given whether it has documents. */
    @FunctionalInterface
    interface Change {
        Project apply(Project standing, boolean hasDocuments);
    }

    public boolean exists(long companyId, long id) {
        return projects.exists(companyId, id);
    }

    /** @throws WireException 404 when there is no such project */
    public ProjectRate rate(long companyId, long id) {
        Project project = projects.get(companyId, id);
        return new ProjectRate(project.normalBillingRate(), project.billingPeriod());
    }

    /** Those of some projects that exist, by their ids. */
    public Map<Long, Body> bodies(long companyId, Collection<Long> ids) {
        return entries
                .all(entries.of(companyId).and("project.id = ANY (?)", (Object) ids.toArray(Long[]::new)), "project.id")
                .stream()
                .collect(Collectors.toMap(entry -> entry.project().id(), Function.identity()));
    }

    /** @throws WireException 404 when there is no such project */
    ProjectEntry get(long companyId, long id) {
        return entries.get(companyId, id).withDeletable(!hasDocuments(companyId, id) && !hasTimeslips(companyId, id));
    }

    RecordTable<ProjectEntry> entries() {
        return entries;
    }

    /** @return the id of the new project */
    long add(long companyId, Project project) {
        return projects.add(companyId, project);
    }

    /** Changes a project while nobody else can. */
    void change(long companyId, long id, Change change) {
        projects.change(companyId, id, standing -> change.apply(standing, hasDocuments(companyId, id)));
    }

    /** Removes a project without documents, and its tasks, unless time was spent on them. */
    void remove(long companyId, long id) {
        if (hasDocuments(companyId, id)) {
            throw WireException.conflict();
        }
        projects.remove(companyId, id);
    }

    private boolean hasTimeslips(long companyId, long id) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM timeslip JOIN task ON task.company_id = timeslip.company_id AND task.id = timeslip.task_id
                            WHERE task.company_id = ? AND task.project_id = ?)
                        """).params(companyId, id).query(Boolean.class).single();
    }

    private boolean hasDocuments(long companyId, long id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM document WHERE company_id = ? AND project_id = ?)")
                .params(companyId, id)
                .query(Boolean.class)
                .single();
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
