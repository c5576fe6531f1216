package org.sequitur.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;

/**
 * How records of one kind lie in their table, whose key is {@code (company_id, id)} and whose ids its own sequence gives.
 *
 * @param table also the name by which conditions and orders speak of its columns
 * @param select the columns and what is joined to the table, up to the WHERE
 * @param reader of a row of {@code select}
 * @param columns those that are written when a record is added or changed
 * @param missing what a client is told when something that a new or changed record refers to is gone
 * @param taken what a client is told when another record has what only one may have
 */
public record RecordLayout<R>(
        String table, String select, RowReader<R> reader, List<Column<R>> columns, String missing, String taken) {

    /** One row as a record. */
    @FunctionalInterface
    public interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }

    /** A written column and what of a record stands in it. */
    record Column<R>(String name, Function<R, @Nullable Object> value) {

        @Nullable
        Object of(R record) {
            Object written = value.apply(record);
            return written instanceof Instant instant ? Columns.timestamp(instant) : written;
        }
    }

    public static <R> RecordLayout<R> of(String table, RowReader<R> reader) {
        return new RecordLayout<>(
                table,
                "SELECT " + table + ".* FROM " + table,
                reader,
                List.of(),
                "Something it refers to was not found",
                "It is there already");
    }

    /** Rows that are read with more than their own columns. */
    public RecordLayout<R> selectedBy(String joined) {
        return new RecordLayout<>(table, joined.strip(), reader, columns, missing, taken);
    }

    public RecordLayout<R> with(String column, Function<R, @Nullable Object> value) {
        List<Column<R>> more = new ArrayList<>(columns);
        more.add(new Column<>(column, value));
        return new RecordLayout<>(table, select, reader, List.copyOf(more), missing, taken);
    }

    /** For example {@code Contact not found}. */
    public RecordLayout<R> withMissing(String message) {
        return new RecordLayout<>(table, select, reader, columns, message, taken);
    }

    /** For example {@code code has already been taken}. */
    public RecordLayout<R> withTaken(String message) {
        return new RecordLayout<>(table, select, reader, columns, missing, message);
    }

    String names() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    String placeholders() {
        return ", ?".repeat(columns.size());
    }

    String assignments() {
        return String.join(
                ", ", columns.stream().map(column -> column.name() + " = ?").toList());
    }

    List<@Nullable Object> values(R record) {
        List<@Nullable Object> values = new ArrayList<>(columns.size() + 2);
        columns.forEach(column -> values.add(column.of(record)));
        return values;
    }
}
