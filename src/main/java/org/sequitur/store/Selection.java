package org.sequitur.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list query, joined by AND, with their parameters in order. A condition that does not apply is left out of
 * the text: PostgreSQL plans {@code ? IS NULL OR …} badly.
 */
public final class Selection {

    private final StringBuilder where = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    public Selection(String condition, Object... values) {
        and(condition, values);
    }

    /** Adds a condition with one {@code ?} for each value. */
    public Selection and(String condition, Object... values) {
        where.append(where.isEmpty() ? "WHERE " : " AND ")
                .append('(')
                .append(condition)
                .append(')');
        parameters.addAll(Arrays.asList(values));
        return this;
    }

    /** Adds a condition on one value, if there is one. */
    public Selection narrow(String condition, @Nullable Object value) {
        return value == null ? this : and(condition, value);
    }

    /** The WHERE clause. */
    public String where() {
        return where.toString();
    }

    /** The parameters of the clause, followed by those of what comes after it (limit, offset). */
    public List<Object> parameters(Object... further) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(Arrays.asList(further));
        return all;
    }
}
