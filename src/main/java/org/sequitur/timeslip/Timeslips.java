package org.sequitur.timeslip;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The timeslips of each company. */
@Component
final class Timeslips {

    private static final RecordLayout<Timeslip> LAYOUT = RecordLayout.of("timeslip", Timeslip::of)
            .selectedBy("""
                    SELECT timeslip.*, task.project_id
                    FROM timeslip JOIN task ON task.company_id = timeslip.company_id AND task.id = timeslip.task_id
                    """)
            .withMissing("User or task not found")
            .withTaken("user has a running timer already")
            .with("user_id", Timeslip::userId)
            .with("task_id", Timeslip::taskId)
            .with("dated_on", Timeslip::datedOn)
            .with("hours", Timeslip::hours)
            .with("comment", Timeslip::comment)
            .with("timer_started_at", Timeslip::timerStartedAt)
            .with("created_at", Timeslip::createdAt)
            .with("updated_at", Timeslip::updatedAt);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RecordTable<Timeslip> table;
    private final RecordClock clock;

    Timeslips(JdbcClient jdbc, TransactionOperations transactions, RecordClock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
        this.clock = clock;
    }

    RecordTable<Timeslip> table() {
        return table;
    }

    /** All of them or none; answers their ids. */
    List<Long> add(long companyId, List<Timeslip> timeslips) {
        return Objects.requireNonNull(transactions.execute(status -> timeslips.stream()
                .map(timeslip -> table.add(companyId, timeslip))
                .toList()));
    }

    /** Starts its timer, and stops the one of the same user that ran. Starts of one user come one after the other. */
    Timeslip start(long companyId, long id, UnaryOperator<Timeslip> check) {
        return Objects.requireNonNull(transactions.execute(status -> {
            long userId = check.apply(table.get(companyId, id)).userId();
            jdbc.sql("SELECT id FROM users WHERE company_id = ? AND id = ? FOR NO KEY UPDATE")
                    .params(companyId, userId)
                    .query(Long.class)
                    .single();
            Timeslip standing = check.apply(table.locked(companyId, id));
            Timeslip started = standing.started(clock.after(standing.updatedAt()));
            if (!started.equals(standing)) {
                stopOthers(companyId, userId);
                table.write(companyId, id, started);
            }
            return started;
        }));
    }

    private void stopOthers(long companyId, long userId) {
        jdbc.sql("SELECT id FROM timeslip WHERE company_id = ? AND user_id = ? AND timer_started_at IS NOT NULL")
                .params(companyId, userId)
                .query(Long.class)
                .list()
                .forEach(other -> stop(companyId, other, timeslip -> timeslip));
    }

    /** Stops its timer, if one runs. */
    Timeslip stop(long companyId, long id, UnaryOperator<Timeslip> check) {
        return table.change(companyId, id, standing -> {
            Timeslip checked = check.apply(standing);
            return checked.stopped(clock.after(checked.updatedAt()));
        });
    }

    /** @throws WireException 409 when it is billed */
    void remove(long companyId, long id, UnaryOperator<Timeslip> check) {
        transactions.executeWithoutResult(status -> {
            if (check.apply(table.locked(companyId, id)).invoiceId() != null) {
                throw WireException.conflict();
            }
            table.remove(companyId, id);
        });
    }
}
