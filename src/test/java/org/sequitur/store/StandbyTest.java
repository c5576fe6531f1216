package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** A database whose commits wait for a standby, and what Sequitur makes of the standby and of the wait. */
class StandbyTest {

    private static final String MIGRATIONS = "classpath:store/migration";

    @TempDir
    private static Path temporary;

    private static ReplicatedPostgres servers;

    @BeforeAll
    static void start() throws Exception {
        servers = ReplicatedPostgres.start(temporary);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void aStandbyIsRefusedInOneLine() {
        assertThatThrownBy(() -> Database.open(DatabaseAddress.parse(servers.standbyUrl())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("takes no writes")
                .hasMessageContaining("standby")
                .message()
                .hasLineCount(1);
    }

    @Test
    void thePrimaryIsFoundBehindItsStandbyWithoutBeingAskedFor() throws Exception {
        try (Database database = open(servers.urlWithStandbyFirst());
                Connection pooled = database.pool().getConnection();
                Connection writer = database.connectWriter();
                Connection look = database.connectToLook()) {
            for (Connection connection : new Connection[] {pooled, writer, look}) {
                assertThat(new JdbcTemplate(new SingleConnectionDataSource(connection, true))
                                .queryForObject("SELECT pg_is_in_recovery()", Boolean.class))
                        .isFalse();
            }
            assertThat(database.answers()).isTrue();
        }
    }

    @Test
    void aCommitFailsWhoseWaitForTheStandbyWasCancelled() throws Exception {
        try (Database database = open(servers.url());
                Connection writer = database.connect();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            JdbcTemplate pool = new JdbcTemplate(database.pool());
            TransactionTemplate transactions = new TransactionTemplate(new ReplicatedTransactions(database.pool()));
            servers.stopStandby();
            try {
                Future<?> flight = threads.submit(() -> {
                    new Flight()
                            .tell("INSERT INTO note VALUES (1, 'by a flight')")
                            .tell("COMMIT")
                            .fly(writer);
                    return null;
                });
                cancelItsCommit();
                assertThatThrownBy(() -> flight.get(1, TimeUnit.MINUTES))
                        .cause()
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("08007"));

                Future<?> transaction = threads.submit(() -> transactions.executeWithoutResult(
                        status -> pool.update("INSERT INTO note VALUES (2, 'in a transaction')")));
                cancelItsCommit();
                assertThatThrownBy(() -> transaction.get(1, TimeUnit.MINUTES))
                        .cause()
                        .isInstanceOf(TransactionSystemException.class);

                // Both are there, for whoever looks here; only a commit of one's own tells whether they will stay.
                Future<?> read = threads.submit(() -> {
                    try (Connection connection = database.connect()) {
                        new Flight()
                                .ask("SELECT id FROM note", rows -> {})
                                .waitForWhatWasRead()
                                .tell("COMMIT")
                                .fly(connection);
                    }
                    return null;
                });
                cancelItsCommit();
                assertThatThrownBy(() -> read.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(SQLException.class);
                assertThat(pool.queryForObject("SELECT count(*) FROM note", Long.class))
                        .isEqualTo(2);
            } finally {
                servers.startStandby();
            }
        }
    }

    /** PostgreSQL's own time limits must not end such a wait behind everybody's back. */
    @Test
    void noTimeLimitOfAStatementEndsTheWait() throws Exception {
        try (Database database = open(servers.url());
                Connection connection = database.connect();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            new Flight().tell("SET statement_timeout = '300ms'").tell("COMMIT").fly(connection);
            servers.stopStandby();
            Future<?> flight;
            try {
                flight = threads.submit(() -> {
                    new Flight()
                            .tell("INSERT INTO note VALUES (3, 'in time')")
                            .tell("COMMIT")
                            .fly(connection);
                    return null;
                });
                ReplicatedPostgres.await("a wait beyond the time limit", () -> servers.askPrimary("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE wait_event = 'SyncRep' AND clock_timestamp() - xact_start > interval '1 second'
                        """) == 1);
            } finally {
                servers.startStandby();
            }
            flight.get(1, TimeUnit.MINUTES);
        }
    }

    private static void cancelItsCommit() throws Exception {
        ReplicatedPostgres.await("a commit that waits", () -> servers.cancelWaitingCommits() > 0);
    }

    private static Database open(String url) {
        return Database.open(DatabaseAddress.parse(url), 3, MIGRATIONS);
    }
}
