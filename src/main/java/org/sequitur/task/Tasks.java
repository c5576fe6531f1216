package org.sequitur.task;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.wire.Body;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The tasks of each company's projects. */
@Component
public final class Tasks {

    private static final RecordLayout<Task> LAYOUT = RecordLayout.of("task", Task::of)
            .selectedBy("""
                    SELECT task.*, project.currency, project.name AS project_name,
                        NOT EXISTS (SELECT FROM timeslip
                            WHERE timeslip.company_id = task.company_id AND timeslip.task_id = task.id) AS is_deletable
                    FROM task JOIN project ON project.company_id = task.company_id AND project.id = task.project_id
                    """)
            .withMissing("Project not found")
            .withTaken("name has already been taken")
            .with("project_id", Task::projectId)
            .with("name", Task::name)
            .with("is_billable", Task::isBillable)
            .with("status", Task::status)
            .with("billing_rate", Task::billingRate)
            .with("billing_period", Task::billingPeriod)
            .with("created_at", Task::createdAt)
            .with("updated_at", Task::updatedAt);

    private final RecordTable<Task> table;

    Tasks(JdbcClient jdbc, TransactionOperations transactions) {
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    RecordTable<Task> table() {
        return table;
    }

    public boolean exists(long companyId, long id) {
        return table.exists(companyId, id);
    }

    /** Those of some tasks that exist, by their ids, as somebody of a level may see them. */
    public Map<Long, Body> bodies(long companyId, Collection<Long> ids, PermissionLevel level) {
        return table
                .all(table.of(companyId).and("task.id = ANY (?)", (Object) ids.toArray(Long[]::new)), "task.id")
                .stream()
                .collect(Collectors.toMap(Task::id, task -> task.visibleTo(level)));
    }
}
