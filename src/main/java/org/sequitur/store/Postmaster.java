package org.sequitur.store;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A running PostgreSQL server of this process. */
final class Postmaster {

    /** PostgreSQL did not come up. */
    static final class Failure extends Exception {
        final boolean portTaken;

        Failure(String message, boolean portTaken) {
            super(message);
            this.portTaken = portTaken;
        }
    }

    // The shell becomes postgres; what it leaves behind waits for the end of the pipe from this process. That
    // watcher is a grandchild, because PostgreSQL takes a child it does not know for a crashed backend.
    private static final String DEAD_MANS_SWITCH = """
            exec 3<&0 </dev/null
            trap '' HUP INT QUIT
            ( (
              read -r line <&3 && exit 0
              kill -INT $$ || exit 0
              tries=0
              while kill -0 $$ && [ $tries -lt 30 ]; do sleep 1; tries=$((tries + 1)); done
              kill -0 $$ && kill -QUIT $$
            ) >/dev/null 2>&1 & )
            exec "$@" 3<&-
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Cluster cluster;
    private final PostgresLog log;
    private final long logPosition;
    private final int port;

    private Postmaster(Process process, Cluster cluster, PostgresLog log, long logPosition, int port) {
        this.process = process;
        this.cluster = cluster;
        this.log = log;
        this.logPosition = logPosition;
        this.port = port;
    }

    /** Starts the server and waits until it answers. */
    static Postmaster launch(Cluster cluster, PostgresLog log, int port)
            throws IOException, Failure, InterruptedException {
        PostmasterFile file = new PostmasterFile(cluster.data().cluster());
        file.stopRunning();
        long position = log.size();
        List<String> words = new ArrayList<>(session());
        words.addAll(cluster.user().command(List.of("/bin/sh", "-c", DEAD_MANS_SWITCH, "sequitur-postgres")));
        words.addAll(server(cluster, port));
        ProcessBuilder builder = Command.prepare(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        // PostgreSQL refuses to start if the process its old pid file names is alive, even if it is somebody
        // else's by now or a zombie. It makes an exception for its grandparent. The check of the shared memory
        // that old backends may still use stays in force.
        file.pid().ifPresent(pid -> builder.environment().put("PG_GRANDPARENT_PID", Long.toString(pid)));
        Postmaster postmaster = new Postmaster(builder.start(), cluster, log, position, port);
        try {
            postmaster.awaitReadiness(file);
            return postmaster;
        } catch (InterruptedException | IOException | Failure e) {
            postmaster.stop();
            throw e;
        }
    }

    /** Ctrl-C in a terminal reaches a whole process group; PostgreSQL is to be stopped by its server alone. */
    private static List<String> session() {
        if (Command.exists("setsid")) {
            return List.of("setsid");
        }
        if (Command.exists("perl")) {
            return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV;");
        }
        return List.of();
    }

    private static List<String> server(Cluster cluster, int port) {
        return List.of(
                cluster.binaries().program("postgres"),
                "-D",
                cluster.data().cluster().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "full_page_writes=on",
                "-c",
                "logging_collector=off",
                "-c",
                "log_destination=stderr",
                "-c",
                "lc_messages=C");
    }

    private void awaitReadiness(PostmasterFile file) throws IOException, Failure, InterruptedException {
        long size = -1;
        long deadline = System.nanoTime();
        while (true) {
            // Recovery after a crash may take longer than our patience, but it reports its progress.
            if (log.size() != size) {
                size = log.size();
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                String last = log.since(logPosition);
                throw new Failure(
                        "PostgreSQL did not start (" + log.file() + "): " + last,
                        last.contains("Address already in use"));
            }
            if (file.pid().filter(pid -> pid == process.pid()).isPresent() && answers()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new Failure(
                        "PostgreSQL did not answer within " + PATIENCE.toSeconds() + " s (" + log.file() + "): "
                                + log.since(logPosition),
                        false);
            }
        }
    }

    private boolean answers() throws Failure {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            // 28: the password is wrong, and waiting does not make it right.
            if (e.getSQLState() != null && e.getSQLState().startsWith("28")) {
                throw new Failure(
                        "PostgreSQL refuses the password in "
                                + cluster.data().path().resolve("postgres.password"),
                        false);
            }
            return false;
        }
    }

    /** A connection that may do anything. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Cluster.SUPERUSER);
        properties.setProperty("password", cluster.data().password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("ApplicationName", "sequitur");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the server's death. */
    boolean diesWithin(Duration bound) throws InterruptedException {
        return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops the server: its clients are cut off, what was committed is written down. */
    void stop() {
        boolean interrupted = false;
        for (String signal : List.of("INT", "QUIT", "KILL")) {
            if (process.isAlive()) {
                PostmasterFile.signal(process.pid(), signal);
                try {
                    process.waitFor(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        dismissWatcher();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the watcher that there is nothing left to stop, lest it signals whoever bears that number next. */
    void dismissWatcher() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException e) {
            // The watcher is gone already.
        }
    }
}
