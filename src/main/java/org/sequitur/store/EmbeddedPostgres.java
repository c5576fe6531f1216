package org.sequitur.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that lives and dies with this process and keeps its data in one directory. It is durable, it
 * is started again if it dies, and it does not outlive this process, however that ends.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String NAME = "sequitur";
    private static final int PORTS_TRIED = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DataDirectory data;
    private final Cluster cluster;
    private final PostgresLog log;
    private final int port;
    private final Thread supervisor;
    private final LongAdder restarts = new LongAdder();
    private volatile Postmaster postmaster;
    private volatile boolean closed;

    private EmbeddedPostgres(DataDirectory data, Cluster cluster, PostgresLog log, int port, Postmaster postmaster) {
        this.data = data;
        this.cluster = cluster;
        this.log = log;
        this.port = port;
        this.postmaster = postmaster;
        this.supervisor =
                Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::supervise);
    }

    /** Starts the server, after making its cluster if the directory holds none. */
    public static EmbeddedPostgres start(Path dataDirectory) {
        return start(dataDirectory, null);
    }

    static EmbeddedPostgres start(Path dataDirectory, @Nullable OperatingUser wanted) {
        return start(DataDirectory.claim(dataDirectory), wanted);
    }

    /**
     * Starts a server in a directory that is empty or not there. Until it is {@linkplain #settle settled} nobody else uses the
     * directory, also when this process dies.
     *
     * @throws StoreException when the directory is not empty; nothing is changed then
     */
    public static EmbeddedPostgres startToRestore(Path dataDirectory) {
        DataDirectory data = DataDirectory.claimToRestore(dataDirectory);
        try {
            return start(data, null);
        } catch (StoreException e) {
            data.discard();
            throw e;
        }
    }

    /** Ends what {@link #startToRestore} began: the directory is whole. */
    public void settle() {
        data.settle();
    }

    /** Stops, and removes what came into the directory since {@link #startToRestore}. */
    public void discard() {
        close();
        data.discard();
    }

    private static EmbeddedPostgres start(DataDirectory data, @Nullable OperatingUser wanted) {
        try {
            OperatingUser user = wanted == null ? OperatingUser.find() : wanted;
            Path own = data.path().resolve("binaries");
            // A lent user cannot look into the caches of root.
            PostgresBinaries binaries =
                    PostgresBinaries.unpacked(user.ownsFiles() ? List.of(own) : List.of(PostgresBinaries.cache(), own));
            Cluster cluster = new Cluster(data, binaries, user);
            cluster.prepare();
            PostgresLog log = new PostgresLog(data.path().resolve("postgres.log"));
            log.trim();
            EmbeddedPostgres server = launch(data, cluster, log);
            server.furnish();
            server.supervisor.start();
            return server;
        } catch (IOException e) {
            data.close();
            throw new StoreException("PostgreSQL cannot be started: " + DataDirectory.reason(e), e);
        } catch (InterruptedException e) {
            data.close();
            Thread.currentThread().interrupt();
            throw new StoreException("The start of PostgreSQL was interrupted", e);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    // A free port may be taken before PostgreSQL has it.
    private static EmbeddedPostgres launch(DataDirectory data, Cluster cluster, PostgresLog log)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                return new EmbeddedPostgres(data, cluster, log, port, Postmaster.launch(cluster, log, port));
            } catch (Postmaster.Failure e) {
                if (!retries(e, attempt)) {
                    throw new StoreException(String.valueOf(e.getMessage()), e);
                }
                TimeUnit.MILLISECONDS.sleep(100L * attempt);
            }
        }
    }

    // Backends of a server that was killed hold its shared memory for some moments.
    private static boolean retries(Postmaster.Failure failure, int attempt) {
        String message = String.valueOf(failure.getMessage());
        return failure.portTaken ? attempt < PORTS_TRIED : message.contains("shared memory block") && attempt < 20;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    // The server's own role is no superuser: what it is tricked into, it cannot do to the machine.
    private void furnish() {
        try (Connection connection = postmaster.connect();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + data.password() + "'");
            }
            for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WRITER)) {
                if (!exists(statement, "SELECT FROM pg_roles WHERE rolname = '" + role.named() + "'")) {
                    statement.execute("CREATE ROLE " + role.named() + " NOLOGIN");
                }
                statement.execute("GRANT " + role.named() + " TO " + NAME);
            }
            if (!exists(statement, "SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        } catch (SQLException e) {
            postmaster.stop();
            throw new StoreException("The database in " + data.cluster() + " cannot be prepared: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Statement statement, String question) throws SQLException {
        try (ResultSet rows = statement.executeQuery(question)) {
            return rows.next();
        }
    }

    private void supervise() {
        try {
            while (!closed) {
                if (postmaster.diesWithin(Duration.ofSeconds(30))) {
                    if (!closed) {
                        LOGGER.warn("PostgreSQL (process {}) has died; starting it again", postmaster.pid());
                        revive();
                    }
                } else {
                    trimLog();
                }
            }
        } catch (InterruptedException e) {
            // close() does that.
        }
    }

    private void trimLog() {
        try {
            log.trim();
        } catch (IOException e) {
            LOGGER.warn("The log of PostgreSQL cannot be trimmed: {}", e.getMessage());
        }
    }

    // On the same port, because that is where the server's connections look for it.
    private void revive() throws InterruptedException {
        postmaster.dismissWatcher();
        Duration pause = Duration.ofMillis(50);
        while (!closed) {
            try {
                postmaster = Postmaster.launch(cluster, log, port);
                restarts.increment();
                LOGGER.info("PostgreSQL is back (process {})", postmaster.pid());
                return;
            } catch (IOException | Postmaster.Failure e) {
                LOGGER.warn("PostgreSQL does not come back yet: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /**
     * Where the server is that another process runs in a data directory, or nothing when the directory is free to be started.
     */
    public static Optional<DatabaseAddress> runningIn(Path dataDirectory) {
        try {
            return DataDirectory.portOfRunning(dataDirectory)
                    .map(port -> address(port, DataDirectory.storedPassword(dataDirectory)));
        } catch (IOException e) {
            throw new StoreException(
                    "The data directory " + dataDirectory + " cannot be read: " + DataDirectory.reason(e), e);
        }
    }

    /** Whether a server was ever started in a data directory. */
    public static boolean isIn(Path dataDirectory) {
        return DataDirectory.holdsCluster(dataDirectory);
    }

    private static DatabaseAddress address(int port, String password) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME + "?sslmode=disable&targetServerType=any",
                NAME,
                password);
    }

    /** Where the server is and how to sign in, the same for the whole life of this object. */
    public DatabaseAddress address() {
        return address(port, data.password());
    }

    /** Has all that is only in memory written to the data files now, instead of when it is due. */
    public void checkpoint() {
        try (Connection connection = postmaster.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new StoreException("PostgreSQL cannot write a checkpoint: " + e.getMessage(), e);
        }
    }

    /** How often it has died and was started again. */
    long restarts() {
        return restarts.sum();
    }

    /** The process number of the server, another one after each time it was started again. */
    public long pid() {
        return postmaster.pid();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervisor.interrupt();
        boolean interrupted = false;
        try {
            supervisor.join(Duration.ofMinutes(2));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        postmaster.stop();
        data.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
