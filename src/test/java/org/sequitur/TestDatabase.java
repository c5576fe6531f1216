package org.sequitur;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;

/**
 * A database for tests, to be closed: of an embedded PostgreSQL of its own, or a new one on the PostgreSQL that
 * {@code SEQUITUR_TEST_DATABASE_URL} names, which is dropped at the end. If that is the coordinator of a Citus cluster, the new one
 * is made on all of its machines, and distributed.
 */
public final class TestDatabase implements AutoCloseable {

    /** {@code postgres://user:password@host:port/database}; the role makes databases, and on Citus it is a superuser. */
    public static final String VARIABLE = "SEQUITUR_TEST_DATABASE_URL";

    private record Machine(int group, String host, int port) {}

    private final @Nullable EmbeddedPostgres embedded;
    private final DatabaseAddress address;
    /** Of the cluster, with the coordinator as the first one; none if it is no cluster. */
    private final List<Machine> machines;

    private TestDatabase(@Nullable EmbeddedPostgres embedded, DatabaseAddress address, List<Machine> machines) {
        this.embedded = embedded;
        this.address = address;
        this.machines = machines;
    }

    /** Whether tests work on a PostgreSQL that somebody named. */
    public static boolean isElsewhere() {
        String url = System.getenv(VARIABLE);
        return url != null && !url.isBlank();
    }

    /** @param directory for the data, if they are embedded, in which case there are tables already */
    public static TestDatabase in(Path directory) {
        return fromNothing(isElsewhere() ? directory : FurnishedData.in(directory));
    }

    /** The same with nothing in it, unless it is divided over machines. */
    public static TestDatabase fromNothing(Path directory) {
        if (!isElsewhere()) {
            EmbeddedPostgres embedded = EmbeddedPostgres.start(directory);
            return new TestDatabase(embedded, embedded.address(), List.of());
        }
        DatabaseAddress given = DatabaseAddress.parse(System.getenv(VARIABLE));
        String name =
                "sequitur_test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        DatabaseAddress made = new DatabaseAddress(
                given.url().replaceFirst("^(jdbc:postgresql://[^/]*/)[^?]*", "$1" + name),
                given.user(),
                given.password());
        try {
            execute(given, "CREATE DATABASE " + name);
            TestDatabase database = new TestDatabase(null, made, machines(given));
            database.distribute(name);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("no database could be made on " + given, e);
        }
    }

    private static List<Machine> machines(DatabaseAddress coordinator) throws SQLException {
        List<Machine> machines = new ArrayList<>();
        if (ask(coordinator, "SELECT to_regclass('pg_dist_node')") != null) {
            try (Connection connection = connect(coordinator);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT groupid, nodename, nodeport FROM pg_dist_node WHERE isactive ORDER BY groupid")) {
                while (rows.next()) {
                    machines.add(new Machine(rows.getInt(1), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        return machines;
    }

    private DatabaseAddress at(Machine machine, String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://" + machine.host + ":" + machine.port + "/" + database,
                address.user(),
                address.password());
    }

    private void distribute(String name) throws SQLException {
        if (machines.isEmpty()) {
            return;
        }
        execute(address, "CREATE EXTENSION citus");
        for (Machine machine : machines) {
            String function = machine.group == 0 ? "citus_set_coordinator_host" : "citus_add_node";
            if (machine.group != 0) {
                execute(at(machine, "postgres"), "CREATE DATABASE " + name);
                execute(at(machine, name), "CREATE EXTENSION citus");
            }
            execute(address, "SELECT " + function + "('" + machine.host + "', " + machine.port + ")");
        }
        // Many tables and few machines: with more shards, each test server would take minutes to begin.
        execute(address, "ALTER DATABASE " + name + " SET citus.shard_count = 2");
        Database.distribute(address, table -> {});
    }

    /** Connects to it, and brings its schema up to date. */
    public Database open() {
        return embedded == null ? Database.open(address) : Database.open(embedded);
    }

    public DatabaseAddress address() {
        return address;
    }

    /** For {@code --database-url}. */
    public String url() {
        return urlOf(address);
    }

    /** The same of any database. */
    public static String urlOf(DatabaseAddress address) {
        String identity = address.user() == null
                ? ""
                : address.user() + (address.password() == null ? "" : ":" + address.password()) + "@";
        return address.url().replaceFirst("^jdbc:postgresql://", "postgres://" + identity);
    }

    /** Whether it is divided over the machines of a cluster. */
    public boolean isDistributed() {
        return !machines.isEmpty();
    }

    /** From here on the database is away. */
    public void stop() {
        if (embedded != null) {
            embedded.close();
            return;
        }
        try {
            DatabaseAddress given = DatabaseAddress.parse(System.getenv(VARIABLE));
            execute(given, "ALTER DATABASE " + name() + " ALLOW_CONNECTIONS false");
            execute(given, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name() + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String name() {
        return address.url().replaceFirst("^jdbc:postgresql://[^/]*/([^?]*).*", "$1");
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
            return;
        }
        try {
            execute(DatabaseAddress.parse(System.getenv(VARIABLE)), "DROP DATABASE " + name() + " WITH (FORCE)");
            for (Machine machine : machines) {
                if (machine.group != 0) {
                    execute(at(machine, "postgres"), "DROP DATABASE " + name() + " WITH (FORCE)");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes a directory and all that is in it. */
    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String ask(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
