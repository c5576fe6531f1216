package org.sequitur.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows for one insert of many: gathered row by row, sent as an array for each column to {@code unnest}. */
public final class Rows {

    private final String[] types;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** @param types PostgreSQL's names of the columns' types, in order */
    public Rows(String... types) {
        this.types = types.clone();
    }

    public void add(@Nullable Object... values) {
        if (values.length != types.length) {
            throw new IllegalArgumentException(values.length + " values for " + types.length + " columns");
        }
        rows.add(values);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** {@code unnest(?, ?, …)} with a placeholder for each column. */
    public String unnest() {
        return "unnest(" + "?, ".repeat(types.length - 1) + "?)";
    }

    /**
     * The parameters of {@link #unnest}, and then the companies of the rows, whose first column is {@code company_id}: for a condition
     * {@code company_id = ANY(?)} on the table itself, by which a distributed database knows which machine to ask.
     */
    public @Nullable Object[] columnsAndCompanies() {
        @Nullable Object[] columns = columns();
        @Nullable Object[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = rows.stream()
                .mapToLong(row -> (Long) Objects.requireNonNull(row[0]))
                .distinct()
                .sorted()
                .toArray();
        return all;
    }

    /** The parameters of {@link #unnest}. */
    public @Nullable Object[] columns() {
        @Nullable Object[] columns = new Object[types.length];
        for (int column = 0; column < types.length; column++) {
            @Nullable Object[] values = new Object[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row)[column];
            }
            columns[column] = new SqlArray(types[column], values);
        }
        return columns;
    }
}
