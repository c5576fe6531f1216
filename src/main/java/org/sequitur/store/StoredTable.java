package org.sequitur.store;

import java.util.List;

/**
 * A table as it is copied.
 *
 * @param columns those that hold something of their own, in their order; PostgreSQL computes generated ones by itself
 * @param bytes about how much room it takes; for showing how far a copy is
 */
public record StoredTable(String name, List<String> columns, long bytes) {

    public StoredTable {
        columns = List.copyOf(columns);
    }

    /** The name and the columns, as COPY has them. */
    String target() {
        return quoted(name) + " ("
                + String.join(", ", columns.stream().map(StoredTable::quoted).toList()) + ")";
    }

    /** What gives its rows. */
    String query() {
        return "SELECT "
                + String.join(", ", columns.stream().map(StoredTable::quoted).toList()) + " FROM " + quoted(name);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
