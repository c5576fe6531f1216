package org.sequitur.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One insert of many rows into a table, with as little to send as their values allow. An array for each column is sent to
 * {@code unnest}; but a column in which every row has what the table gives it anyway is left out, and one that says the same of
 * all rows is sent once. Of wide rows this spares the database half of the parsing.
 *
 * <p>Each such choice makes another statement, which has to be prepared. So a column should be declared to be usual or common only
 * if it mostly is.
 */
public final class Insertion {

    private enum Kind {
        OWN,
        USUAL,
        COMMON
    }

    /** A column of the table, its type by PostgreSQL's name. */
    public static final class Column {
        private final String name;
        private final String type;
        private final Kind kind;
        private final @Nullable Object usual;

        private Column(String name, String type, Kind kind, @Nullable Object usual) {
            this.name = name;
            this.type = type;
            this.kind = kind;
            this.usual = usual;
        }

        /** Each row has a value of its own. */
        public static Column own(String name, String type) {
            return new Column(name, type, Kind.OWN, null);
        }

        /** Most rows have what the table gives them anyway: its default, or null if it has none. */
        public static Column usually(@Nullable Object byDefault, String name, String type) {
            return new Column(name, type, Kind.USUAL, byDefault);
        }

        /** Most often, all rows have the same value, which is never null. */
        public static Column common(String name, String type) {
            return new Column(name, type, Kind.COMMON, null);
        }

        public String name() {
            return name;
        }
    }

    private final String table;
    private final List<Column> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    public Insertion(String table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** @param values in the order of the columns */
    public void add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        rows.add(values);
    }

    /** Adds the insert to a flight, if there is any row. */
    public void tell(Flight flight) {
        if (rows.isEmpty()) {
            return;
        }
        StringBuilder names = new StringBuilder();
        StringBuilder once = new StringBuilder();
        StringBuilder arrays = new StringBuilder();
        List<@Nullable Object> scalars = new ArrayList<>();
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.kind == Kind.COMMON && everyRow(i, rows.getFirst()[i])) {
                names.append(", ").append(column.name);
                once.append("CAST(? AS ").append(column.type).append("), ");
                scalars.add(rows.getFirst()[i]);
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean isSent = column.kind == Kind.OWN
                    || (column.kind == Kind.USUAL && !everyRow(i, column.usual))
                    || (column.kind == Kind.COMMON && !everyRow(i, rows.getFirst()[i]));
            if (isSent) {
                names.append(", ").append(column.name);
                arrays.append(", ?");
                elements.add(new SqlArray(column.type, values(i)));
            }
        }
        scalars.addAll(elements);
        flight.tell(
                "INSERT INTO " + table + " (" + names.substring(2) + ") SELECT " + once + "u.* FROM unnest("
                        + arrays.substring(2) + ") AS u",
                scalars.toArray());
    }

    private boolean everyRow(int column, @Nullable Object value) {
        Predicate<@Nullable Object[]> hasIt = row -> Objects.equals(row[column], value);
        return rows.stream().allMatch(hasIt);
    }

    private @Nullable Object[] values(int column) {
        @Nullable Object[] values = new Object[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = rows.get(row)[column];
        }
        return values;
    }
}
