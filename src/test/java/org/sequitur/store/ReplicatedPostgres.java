package org.sequitur.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sequitur.FreePort;
import org.sequitur.FurnishedData;

/**
 * Two PostgreSQL servers, processes that nobody revives: a primary, and the standby that each of its commits waits for. The standby is
 * made of a cold copy, as the programs at hand bring no {@code pg_basebackup}.
 */
public final class ReplicatedPostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Node primary;
    private final Node standby;
    private final String password;

    /** The files of one server, and its process if there is one. */
    private static final class Node {

        private final DataDirectory data;
        private final Cluster cluster;
        private final PostgresLog log;
        private final int port;
        private @Nullable Postmaster postmaster;

        Node(Path directory) throws IOException {
            this.data = DataDirectory.claim(directory);
            OperatingUser user = OperatingUser.find();
            Path own = data.path().resolve("binaries");
            this.cluster = new Cluster(
                    data,
                    PostgresBinaries.unpacked(user.ownsFiles() ? List.of(own) : List.of(PostgresBinaries.cache(), own)),
                    user);
            this.log = new PostgresLog(data.path().resolve("postgres.log"));
            this.port = FreePort.find();
        }

        void set(String... settings) throws IOException {
            Files.write(
                    data.cluster().resolve("postgresql.conf"),
                    List.of(settings),
                    StandardOpenOption.APPEND,
                    StandardOpenOption.CREATE);
        }

        void start() throws Exception {
            postmaster = Postmaster.launch(cluster, log, port);
        }

        Postmaster running() {
            Postmaster current = postmaster;
            if (current == null) {
                throw new IllegalStateException("the server is not running");
            }
            return current;
        }

        void stop() {
            Postmaster current = postmaster;
            postmaster = null;
            if (current != null) {
                current.stop();
            }
        }
    }

    private ReplicatedPostgres(Path directory) throws Exception {
        Path first = directory.resolve("primary");
        Path second = directory.resolve("standby");
        try (EmbeddedPostgres furnished = EmbeddedPostgres.start(first)) {
            password = String.valueOf(furnished.address().password());
        }
        FurnishedData.copy(first, second);
        primary = new Node(first);
        standby = new Node(second);
        primary.set("shared_buffers = 64MB", "synchronous_standby_names = 'standby'");
        standby.set(
                "shared_buffers = 64MB",
                "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=standby'"
                        .formatted(primary.port, Cluster.SUPERUSER, password),
                "wal_retrieve_retry_interval = 100ms");
        Files.createFile(standby.data.cluster().resolve("standby.signal"));
        for (Node node : List.of(primary, standby)) {
            node.cluster.user().letThrough(node.data.path());
            node.cluster.user().own(node.data.cluster());
        }
    }

    /** Returns when the standby keeps up. */
    public static ReplicatedPostgres start(Path directory) throws Exception {
        ReplicatedPostgres servers = new ReplicatedPostgres(directory);
        try {
            servers.primary.start();
            servers.startStandby();
            return servers;
        } catch (Exception e) {
            servers.close();
            throw e;
        }
    }

    /** Where both are, for whoever looks for the one that takes writes. */
    public String url() {
        return url(primary.port + ",127.0.0.1:" + standby.port) + "&target_session_attrs=read-write";
    }

    /** The same in the other order, and without saying what is looked for. */
    public String urlWithStandbyFirst() {
        return url(standby.port + ",127.0.0.1:" + primary.port);
    }

    /** Where only the standby is. */
    public String standbyUrl() {
        return url(Integer.toString(standby.port));
    }

    private String url(String port) {
        return "postgres://sequitur:" + password + "@127.0.0.1:" + port + "/sequitur?sslmode=disable";
    }

    /** {@code kill -9} of the primary's first process; the others end by themselves. */
    public void killPrimary() throws Exception {
        Postmaster killed = primary.running();
        primary.postmaster = null;
        ProcessHandle.of(killed.pid()).ifPresent(ProcessHandle::destroyForcibly);
        if (!killed.diesWithin(PATIENCE)) {
            throw new IllegalStateException("the primary does not die");
        }
        killed.dismissWatcher();
    }

    public void stopStandby() {
        standby.stop();
    }

    /** Returns when the primary's commits wait for it, and for nothing before it. */
    public void startStandby() throws Exception {
        standby.start();
        await(
                "the standby to keep up",
                () -> askPrimary("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1);
    }

    /** Makes the standby the primary. It waits for nobody, as there is nobody left. */
    public void promote() throws SQLException {
        try (Connection connection = standby.running().connect()) {
            if (ask(connection, "SELECT CASE WHEN pg_promote(true, 60) THEN 1 ELSE 0 END") != 1) {
                throw new IllegalStateException("the standby is not promoted");
            }
        }
    }

    /** As whoever may do anything, about all databases of the first primary. */
    public long askPrimary(String question) throws SQLException {
        try (Connection connection = primary.running().connect()) {
            return ask(connection, question);
        }
    }

    /** How many commits wait for the standby. */
    public long waitingCommits() throws SQLException {
        return askPrimary("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    /** The process of the newest of them, or 0. */
    public long waitingCommit() throws SQLException {
        return askPrimary("""
                SELECT coalesce((SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'
                                 ORDER BY backend_start DESC LIMIT 1), 0)
                """);
    }

    /** Cancels them as an impatient administrator does; answers how many there were. */
    public long cancelWaitingCommits() throws SQLException {
        return askPrimary("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    private static long ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Something of the servers to wait for. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws SQLException;
    }

    public static void await(String what, Condition condition) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The standby first: a primary that stops would wait until the standby has everything. */
    @Override
    public void close() {
        for (Node node : List.of(standby, primary)) {
            node.stop();
            node.data.close();
        }
    }
}
