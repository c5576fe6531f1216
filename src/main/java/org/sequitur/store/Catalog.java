package org.sequitur.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What there is in the schema that a connection works in. */
record Catalog(Connection connection) {

    static final String HISTORY = "flyway_schema_history";

    /** A database that has this table was not restored to the end. */
    static final String UNFINISHED = "restore_unfinished";

    /** Things that are written as text and read again must not depend on how the server or the role is set up. */
    static final String SETTINGS = """
            SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC'; SET extra_float_digits = 1;
            SET bytea_output = 'hex'; SET row_security = off; SET statement_timeout = 0; SET lock_timeout = '60s';
            SET idle_in_transaction_session_timeout = 0;
            """;

    /** Tables whose rows are kept: no unlogged ones, no parts of others, none of an extension, and not Flyway's own. */
    List<StoredTable> tables() throws SQLException {
        List<StoredTable> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum), pg_table_size(c.oid)
                FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relpersistence = 'p' AND c.relname <> ALL (?)
                  AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
                GROUP BY c.oid, c.relname ORDER BY c.relname
                """)) {
            statement.setArray(1, connection.createArrayOf("text", new String[] {HISTORY, UNFINISHED}));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String[] columns = (String[]) rows.getArray(2).getArray();
                    tables.add(new StoredTable(rows.getString(1), Arrays.asList(columns), rows.getLong(3)));
                }
            }
        }
        return tables;
    }

    /** Whether there is nothing at all. */
    boolean isEmpty() throws SQLException {
        return !holds("""
                SELECT FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
                  AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
                """);
    }

    /** Whether a restore was begun and not ended. */
    boolean isUnfinished() throws SQLException {
        return isThere(UNFINISHED);
    }

    /** Whether a Sequitur has made its tables. */
    boolean hasHistory() throws SQLException {
        return isThere(HISTORY);
    }

    private boolean isThere(String table) throws SQLException {
        return holds("SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = '" + table
                + "'");
    }

    private boolean holds(String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT EXISTS (" + question + ")");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** In the order in which they were run. */
    List<AppliedMigration> migrations() throws SQLException {
        List<AppliedMigration> migrations = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT version, coalesce(checksum, 0) FROM "
                        + HISTORY + " WHERE success AND version IS NOT NULL ORDER BY installed_rank");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                migrations.add(new AppliedMigration(rows.getString(1), rows.getInt(2)));
            }
        }
        return migrations;
    }

    /** Where all sequences stand now, which is not undone with a transaction and not held by a snapshot. */
    List<SequencePosition> sequences() throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT relname FROM pg_class
                        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname
                        """);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        List<SequencePosition> positions = new ArrayList<>();
        for (String name : names) {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT last_value, is_called FROM " + StoredTable.quoted(name));
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.add(new SequencePosition(name, rows.getLong(1), rows.getBoolean(2)));
                }
            }
        }
        return positions;
    }
}
