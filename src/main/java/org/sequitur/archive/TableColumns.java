package org.sequitur.archive;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tables of this database are like. */
final class TableColumns {

    private TableColumns() {}

    /** Those that an archive has of a table: neither the company, nor what PostgreSQL works out by itself. */
    static List<String> of(JdbcClient jdbc, ArchiveTable table) {
        List<String> columns = new ArrayList<>(
                jdbc.sql("""
                        SELECT attname FROM pg_attribute
                        WHERE attrelid = CAST(? AS regclass) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                            AND attname <> 'company_id'
                        ORDER BY attnum
                        """).param(table.name()).query(String.class).list());
        columns.removeAll(table.left());
        return columns;
    }

    /** The version of the tables. */
    static String schema(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL
                        ORDER BY installed_rank DESC LIMIT 1
                        """).query(String.class).single();
    }
}
