package org.sequitur.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sequitur.metric.MetricWriter;
import org.sequitur.metric.Metrics;

/** A PostgreSQL database whose schema is this program's, and the connections to it. */
public final class Database implements AutoCloseable, Metrics {

    static final int OLDEST_MAJOR = 15;
    static final int DEFAULT_POOL = 10;

    /** Where the steps are by which the tables are made. */
    static final String MIGRATIONS = "classpath:db/migration";

    private static final int SECONDS_TO_CONNECT = 10;

    private final DatabaseAddress address;
    private final int connections;
    private final @Nullable EmbeddedPostgres embedded;
    private final boolean distributed;
    private final HikariDataSource pool;
    private @Nullable HikariDataSource companyPool;
    private @Nullable DataSource companyConnections;

    private Database(
            DatabaseAddress address, int connections, @Nullable EmbeddedPostgres embedded, boolean distributed) {
        this.address = address;
        this.embedded = embedded;
        this.connections = connections;
        this.distributed = distributed;
        this.pool = pool("sequitur-house", 1, DatabaseRole.HOUSE);
    }

    private HikariDataSource pool(String name, int idle, DatabaseRole role) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.url());
        config.setDataSourceProperties(properties(address, 60));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(idle, connections));
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(SECONDS_TO_CONNECT));
        config.setConnectionInitSql(role.statement() + "SET statement_timeout = '30s'; SET lock_timeout = '10s'");
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Connects to a server of this process' own, which stays the caller's, and brings the schema up to date. */
    public static Database open(EmbeddedPostgres server) {
        return open(server.address(), DEFAULT_POOL, MIGRATIONS, server);
    }

    /** Connects, and brings the schema up to date. */
    public static Database open(DatabaseAddress address) {
        return open(address, DEFAULT_POOL);
    }

    /** Connects with at most so many connections in the pool, and brings the schema up to date. */
    public static Database open(DatabaseAddress address, int connections) {
        return open(address, connections, MIGRATIONS);
    }

    static Database open(DatabaseAddress address, int connections, String migrations) {
        return open(address, connections, migrations, null);
    }

    private static Database open(
            DatabaseAddress address, int connections, String migrations, @Nullable EmbeddedPostgres embedded) {
        refuseUnusable(address, true);
        new Schema(address, properties(address, 0), migrations).update();
        try (Connection connection = connect(address, SECONDS_TO_CONNECT)) {
            return new Database(address, connections, embedded, Distribution.isIn(connection));
        } catch (SQLException e) {
            throw unreachable(address, e);
        }
    }

    /** @throws StoreException when it cannot be reached, or is older than what this program works with */
    static void refuseOlder(DatabaseAddress address) {
        refuseUnusable(address, false);
    }

    private static void refuseUnusable(DatabaseAddress address, boolean mustBeWhole) {
        try (Connection connection = connect(address, SECONDS_TO_CONNECT)) {
            refuseOlder(connection.getMetaData().getDatabaseMajorVersion(), address);
            if (mustBeWhole && new Catalog(connection).isUnfinished()) {
                throw unfinished(address);
            }
        } catch (SQLException e) {
            throw answers(address.atAnyServer()) ? standby(address, e) : unreachable(address, e);
        }
    }

    static StoreException unfinished(DatabaseAddress address) {
        return new StoreException("A restore into the database " + address
                + " has not ended; if none is under way, drop the database, create it again, and restore once more");
    }

    /**
     * Brings the schema up to date and divides the tables by company over the machines of a Citus cluster; nobody may be at work
     * meanwhile.
     *
     * @param told is told each table when it is placed
     * @return how many tables were placed; 0 when all were
     * @throws StoreException when the database is no coordinator of a Citus cluster, or refuses; then nothing was changed
     */
    public static int distribute(DatabaseAddress address, Consumer<String> told) {
        open(address).close();
        try (Connection connection = connect(address, 0)) {
            return new Distribution(connection, address, told).run();
        } catch (SQLException e) {
            throw new StoreException(
                    "The database " + address + " cannot be distributed; nothing was changed: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    /** Where the tables lie, or would lie, in a distributed database, by their names. */
    public Map<String, Placement> placements() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Placement.of(connection);
        }
    }

    /** Whether the tables are divided by company over several machines. */
    public boolean isDistributed() {
        return distributed;
    }

    static void refuseOlder(int major, DatabaseAddress address) {
        if (major < OLDEST_MAJOR) {
            throw new StoreException("The database " + address + " is PostgreSQL " + major + "; Sequitur needs "
                    + OLDEST_MAJOR + " or newer");
        }
    }

    private static StoreException standby(DatabaseAddress address, SQLException e) {
        return new StoreException(
                "The database " + address + " takes no writes: what answers there is a standby, or set to be read only."
                        + " Name the primary, or all servers with commas in between, of which the one that takes writes is found",
                e);
    }

    private static StoreException unreachable(DatabaseAddress address, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new StoreException(
                switch (state) {
                    case "28P01", "28000" -> "The database " + address + " does not let us in: " + message;
                    case "3D000" -> "There is no such database: " + address + "; create it first";
                    default -> "The database " + address + " cannot be reached: " + message;
                },
                e);
    }

    static Properties properties(DatabaseAddress address, int secondsToAnswer) {
        Properties properties = new Properties();
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("ApplicationName", "sequitur");
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("socketTimeout", Integer.toString(secondsToAnswer));
        properties.setProperty("tcpKeepAlive", "true");
        limitConnecting(properties, address, SECONDS_TO_CONNECT);
        return properties;
    }

    /** A machine that is gone leaves time for those that are listed after it. */
    private static void limitConnecting(Properties properties, DatabaseAddress address, int seconds) {
        properties.setProperty("connectTimeout", Integer.toString(Math.max(1, seconds / address.servers())));
        properties.setProperty("loginTimeout", Integer.toString(Math.max(seconds, address.servers())));
    }

    private static Connection connect(DatabaseAddress address, int secondsToAnswer) throws SQLException {
        return DriverManager.getConnection(address.url(), properties(address, secondsToAnswer));
    }

    /**
     * Connections that see all companies, for the house itself ({@link HouseConnections}), commands and tests; to wait for one is
     * bounded.
     */
    public DataSource pool() {
        return pool;
    }

    /** Connections that see the {@linkplain CompanyAtWork company at work} and no other; to wait for one is bounded. */
    public synchronized DataSource companyPool() {
        if (companyConnections == null) {
            companyPool = pool("sequitur", 2, DatabaseRole.APP);
            // One for all who use the pool: it knows what each connection shows.
            companyConnections = new CompanyConnections(companyPool);
        }
        return companyConnections;
    }

    /**
     * A connection of its own for a writer, in a transaction from the first statement on; a transaction sees the companies that
     * {@link CompanyAtWork#tell} names in it.
     */
    public Connection connectWriter() throws SQLException {
        return connect(DatabaseRole.WRITER);
    }

    /** The same for one that sees all companies. */
    public Connection connect() throws SQLException {
        return connect(DatabaseRole.HOUSE);
    }

    private Connection connect(DatabaseRole role) throws SQLException {
        Connection connection = connect(address, 20);
        try (Statement statement = connection.createStatement()) {
            // A table analysed while it was empty has its foreign keys checked by sequential scans, for as long
            // as the session lives. The same few statements come again and again, with arrays whose contents say
            // nothing about the best plan: planning them anew costs a tenth of a small batch. In a distributed
            // database they do say which machine is asked.
            statement.execute(
                    role.statement() + """
                    SET enable_seqscan = off;
                    SET jit = off;
                    SET plan_cache_mode = %s;
                    SET statement_timeout = '10s';
                    SET lock_timeout = '5s'
                    """.formatted(distributed ? "force_custom_plan" : "force_generic_plan"));
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * A connection of its own for a long look at everything: in a transaction that only reads, sees one moment, and may take as
     * long as it needs.
     */
    public Connection connectToLook() throws SQLException {
        return connectToLook(address);
    }

    static Connection connectToLook(DatabaseAddress address) throws SQLException {
        Connection connection = connectLong(address);
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** One in a transaction that may take as long as it needs, and write; it sees all companies. */
    static Connection connectLong(DatabaseAddress address) throws SQLException {
        Connection connection = connect(address, 0);
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the database answers at once. */
    public boolean answers() {
        return answers(address);
    }

    private static boolean answers(DatabaseAddress address) {
        Properties properties = properties(address, 2);
        limitConnecting(properties, address, 2);
        try (Connection connection = DriverManager.getConnection(address.url(), properties)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Asks nobody: not even whether the database is there. */
    @Override
    public void write(MetricWriter out) {
        HikariDataSource requests = requestPool();
        if (requests != null) {
            PoolState.of("requests", requests).write(out);
        }
        PoolState.of("house", pool).write(out);
        if (embedded != null) {
            out.counter(
                    "sequitur_postgres_restarts_total",
                    "How often the embedded PostgreSQL has died and was started again",
                    embedded.restarts());
        }
    }

    private synchronized @Nullable HikariDataSource requestPool() {
        return companyPool;
    }

    @Override
    public synchronized void close() {
        if (companyPool != null) {
            companyPool.close();
        }
        pool.close();
    }
}
