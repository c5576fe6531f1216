package org.sequitur.store;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Fills an empty database with what another one held. The tables are made by the migrations that had made them there, all rows come in
 * one transaction, and then the migrations go on to what this program expects. Until that transaction is committed, a table says that
 * the database is not whole, and no server or command uses it.
 *
 * <p>It works as the owner of the tables and needs no superuser: foreign keys, indexes that guard nothing and triggers are set aside
 * while rows come, and put back after. So every foreign key is checked again, whatever the backup says.
 */
public final class DatabaseRestore implements AutoCloseable {

    /** What stands in the way of rows, in the order in which it goes; it comes back the other way round. */
    private static final String IN_THE_WAY = """
            SELECT 1, format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
                   format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname)
            FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
            WHERE NOT tgisinternal AND tgenabled = 'O' AND c.relnamespace = current_schema()::regnamespace
            UNION ALL
            SELECT 2, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE contype = 'f' AND conparentid = 0 AND connamespace = current_schema()::regnamespace
            UNION ALL
            SELECT 3, format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND NOT c.relispartition
              AND c.relname NOT LIKE 'flyway%'
              AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
            ORDER BY 1, 2
            """;

    private record Obstacle(String setAside, String putBack) {}

    private final DatabaseAddress address;
    private final Connection connection;
    private final Map<String, StoredTable> tables;
    private final List<Obstacle> obstacles = new ArrayList<>();

    private DatabaseRestore(DatabaseAddress address, Connection connection) throws SQLException {
        this.address = address;
        this.connection = connection;
        this.tables = new Catalog(connection)
                .tables().stream().collect(Collectors.toMap(StoredTable::name, Function.identity()));
    }

    /**
     * Makes the tables as they were, and begins.
     *
     * @param migrations those that had made the tables of the backup
     * @throws StoreException when the database is not empty, or this program does not know those migrations; nothing is changed then
     */
    public static DatabaseRestore into(DatabaseAddress address, List<AppliedMigration> migrations) {
        Database.refuseOlder(address);
        Connection connection = null;
        try {
            connection = Database.connectLong(address);
            refuseFilled(connection, address);
            new Schema(address, Database.properties(address, 0), Database.MIGRATIONS).make(migrations);
            DatabaseRestore restore = new DatabaseRestore(address, connection);
            restore.setAside();
            return restore;
        } catch (SQLException e) {
            close(connection);
            throw failed(e);
        } catch (StoreException e) {
            close(connection);
            throw e;
        }
    }

    private static void refuseFilled(Connection connection, DatabaseAddress address) throws SQLException {
        Catalog catalog = new Catalog(connection);
        if (catalog.isUnfinished()) {
            throw Database.unfinished(address);
        }
        if (!catalog.isEmpty()) {
            throw new StoreException(
                    "The database " + address + " is not empty; nothing was changed. Restore into a new one");
        }
        connection.commit();
    }

    private void setAside() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Catalog.SETTINGS + "SET maintenance_work_mem = '256MB'");
            try (ResultSet rows = statement.executeQuery(IN_THE_WAY)) {
                while (rows.next()) {
                    obstacles.add(new Obstacle(rows.getString(2), rows.getString(3)));
                }
            }
            for (Obstacle obstacle : obstacles) {
                statement.execute(obstacle.setAside());
            }
            // What a migration may have written into new tables is in the backup, too.
            for (StoredTable table : tables.values()) {
                statement.execute("DELETE FROM " + StoredTable.quoted(table.name()));
            }
        }
    }

    /**
     * Of tables that a backup has, those that are none of Sequitur's.
     *
     * @throws StoreException when a table of Sequitur's is not among them, or has other columns there
     */
    public Set<String> foreign(List<StoredTable> backedUp) {
        Set<String> foreign = new HashSet<>();
        Set<String> missing = new HashSet<>(tables.keySet());
        for (StoredTable table : backedUp) {
            StoredTable here = tables.get(table.name());
            if (here == null) {
                foreign.add(table.name());
            } else if (!Set.copyOf(here.columns()).equals(Set.copyOf(table.columns()))) {
                throw new StoreException("The table " + table.name()
                        + " of the backup has other columns than Sequitur's; nothing was restored");
            }
            missing.remove(table.name());
        }
        if (!missing.isEmpty()) {
            throw new StoreException("The backup is without the table "
                    + missing.stream().sorted().findFirst().orElse("") + "; nothing was restored");
        }
        return foreign;
    }

    /**
     * Takes in the rows of a table, as {@link DatabaseSnapshot#copy} wrote them.
     *
     * @return how many there were
     * @throws IOException when the stream cannot be read
     */
    public long load(StoredTable table, InputStream rows) throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table.target() + " FROM STDIN (ENCODING 'UTF8')", rows, 1 << 16);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Checks what the tables guard, and ends: from here on the database is whole, and then up to date. */
    public void complete(List<SequencePosition> sequences) {
        try (Statement statement = connection.createStatement()) {
            for (Obstacle obstacle : obstacles.reversed()) {
                statement.execute(obstacle.putBack());
            }
            set(sequences);
            statement.execute("DROP TABLE " + Catalog.UNFINISHED);
            connection.commit();
            // The planner knows nothing of tables that were just filled.
            statement.execute("ANALYZE "
                    + String.join(
                            ", ",
                            tables.keySet().stream().map(StoredTable::quoted).toList()));
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
        new Schema(address, Database.properties(address, 0), Database.MIGRATIONS).update();
    }

    private void set(List<SequencePosition> sequences) throws SQLException {
        Set<String> known = new Catalog(connection)
                .sequences().stream().map(SequencePosition::name).collect(Collectors.toSet());
        try (PreparedStatement statement = connection.prepareStatement("SELECT setval(?::regclass, ?, ?)")) {
            for (SequencePosition sequence : sequences) {
                if (known.remove(sequence.name())) {
                    statement.setString(1, StoredTable.quoted(sequence.name()));
                    statement.setLong(2, sequence.last());
                    statement.setBoolean(3, sequence.isCalled());
                    statement.execute();
                }
            }
        }
        if (!known.isEmpty()) {
            throw new StoreException("The backup does not say where the sequence "
                    + known.stream().sorted().findFirst().orElse("") + " stood; nothing was restored");
        }
    }

    private static StoreException failed(SQLException e) {
        return new StoreException(
                "The database refuses what is to be restored: "
                        + String.valueOf(e.getMessage()).lines().collect(Collectors.joining(" ")),
                e);
    }

    /** What was not {@linkplain #complete completed} is undone, but for the tables and what says that they are not whole. */
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
            throw failed(e);
        }
    }
}
