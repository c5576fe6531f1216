package org.sequitur;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Those who wait for a lock that somebody else's transaction holds, on whichever machine of the database it is. */
public final class LockWaiters {

    private static final String HERE = """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    private LockWaiters() {}

    public static void await(DataSource database) throws InterruptedException {
        await(database, 1);
    }

    public static void await(DataSource database, int number) throws InterruptedException {
        JdbcClient jdbc = JdbcClient.create(database);
        String question = isCluster(jdbc) ? "SELECT count(DISTINCT waiting_gpid) FROM citus_lock_waits" : HERE;
        ServerProcess.awaitThat(
                number + " who wait for a lock",
                () -> jdbc.sql(question).query(Long.class).single() >= number);
    }

    private static boolean isCluster(JdbcClient jdbc) {
        return jdbc.sql("SELECT to_regclass('citus_lock_waits') IS NOT NULL")
                .query(Boolean.class)
                .single();
    }
}
