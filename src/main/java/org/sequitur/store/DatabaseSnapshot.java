package org.sequitur.store;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a database holds at one moment, for as long as this is open, whatever is written meanwhile. Nobody waits for it but who
 * changes tables. It changes nothing, and brings no schema up to date either: what an older Sequitur wrote is shown as it is.
 */
public final class DatabaseSnapshot implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSnapshot.class);

    private final Connection connection;
    private final List<StoredTable> tables;
    private final List<AppliedMigration> migrations;

    private DatabaseSnapshot(Connection connection, List<StoredTable> tables, List<AppliedMigration> migrations) {
        this.connection = connection;
        this.tables = tables;
        this.migrations = migrations;
    }

    /** @throws StoreException when the database cannot be reached, or is none of a Sequitur that this one knows */
    public static DatabaseSnapshot of(DatabaseAddress address) {
        Database.refuseOlder(address);
        new Schema(address, Database.properties(address, 0), Database.MIGRATIONS).refuseNewer();
        Connection connection = null;
        try {
            connection = Database.connectToLook(address);
            return taken(connection, address);
        } catch (SQLException e) {
            close(connection);
            throw new StoreException("The database " + address + " cannot be read: " + e.getMessage(), e);
        } catch (StoreException e) {
            close(connection);
            throw e;
        }
    }

    private static DatabaseSnapshot taken(Connection connection, DatabaseAddress address) throws SQLException {
        Catalog catalog = new Catalog(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(Catalog.SETTINGS);
            if (catalog.isUnfinished()) {
                throw Database.unfinished(address);
            }
            if (!catalog.hasHistory()) {
                throw new StoreException("The database " + address + " holds no data of a Sequitur");
            }
            List<String> names = names(catalog.tables());
            connection.commit();
            // To lock takes no snapshot. What changed a table before it had the lock is seen below; nothing does so
            // later.
            statement.execute("LOCK TABLE "
                    + String.join(", ", names.stream().map(StoredTable::quoted).toList()) + ", " + Catalog.HISTORY
                    + " IN ACCESS SHARE MODE");
            List<StoredTable> tables = catalog.tables();
            if (!names(tables).equals(names)) {
                throw new StoreException(
                        "The tables of the database " + address + " are just being changed; try again in a moment");
            }
            return new DatabaseSnapshot(connection, tables, catalog.migrations());
        }
    }

    private static List<String> names(List<StoredTable> tables) {
        return tables.stream().map(StoredTable::name).toList();
    }

    public List<StoredTable> tables() {
        return List.copyOf(tables);
    }

    /** How the tables came to be what they are. */
    public List<AppliedMigration> migrations() {
        return List.copyOf(migrations);
    }

    /** Where the sequences stand now: at or past all that the snapshot holds. */
    public List<SequencePosition> sequences() {
        try {
            return new Catalog(connection).sequences();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The version of PostgreSQL, such as {@code 18.4}. */
    public String serverVersion() {
        try {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** For looking at the rows of the snapshot; not to be committed or closed. */
    public Connection connection() {
        return connection;
    }

    /**
     * Writes the rows of a table, in PostgreSQL's text form for COPY, one after the other as they come.
     *
     * @return how many there are
     * @throws IOException when the stream cannot be written
     */
    public long copy(StoredTable table, OutputStream out) throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + table.query() + ") TO STDOUT (ENCODING 'UTF8')", out);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static StoreException unreadable(SQLException e) {
        return new StoreException("The database could not be read to the end: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        close(connection);
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // All that was read was read before.
            LOG.debug("closing a broken connection", e);
        }
    }
}
