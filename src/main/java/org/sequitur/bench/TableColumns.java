package org.sequitur.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The columns of a table, asked from the database so that the benchmark copies whatever a migration adds. */
record TableColumns(String table, List<String> names) {

    TableColumns {
        names = List.copyOf(names);
    }

    static TableColumns of(String table, JdbcClient jdbc) {
        return new TableColumns(
                table, jdbc.sql("""
                        SELECT column_name FROM information_schema.columns
                        WHERE table_schema = current_schema() AND table_name = ? AND is_generated = 'NEVER'
                        ORDER BY ordinal_position
                        """).param(table).query(String.class).list());
    }

    int index(String column) {
        return names.indexOf(column);
    }

    String list() {
        return String.join(", ", names);
    }

    /** The list with other expressions in place of some columns. */
    String listWith(Map<String, String> replacements) {
        return names.stream().map(name -> replacements.getOrDefault(name, name)).collect(Collectors.joining(", "));
    }
}
