package org.sequitur.archive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of an archive, which holds one company and therefore not the column {@code company_id}.
 *
 * @param name as in the database
 * @param order the columns that its rows are ordered by, which together are unique
 * @param left columns that belong to the server and not to the company
 * @param told what stands in a column instead of what is stored, as SQL
 * @param only a condition in SQL that its rows fulfil; empty for all
 * @param sequence what gives ids to new rows; null for none
 */
public record ArchiveTable(
        String name,
        List<String> order,
        Set<String> left,
        Map<String, String> told,
        String only,
        @Nullable String sequence) {

    static ArchiveTable of(String name) {
        return new ArchiveTable(name, List.of("id"), Set.of(), Map.of(), "", name + "_id");
    }

    ArchiveTable orderedBy(String... columns) {
        return new ArchiveTable(name, List.of(columns), left, told, only, sequence);
    }

    ArchiveTable without(String... columns) {
        return new ArchiveTable(name, order, Set.of(columns), told, only, sequence);
    }

    ArchiveTable telling(Map<String, String> expressions) {
        return new ArchiveTable(name, order, left, expressions, only, sequence);
    }

    ArchiveTable where(String condition) {
        return new ArchiveTable(name, order, left, told, condition, sequence);
    }

    ArchiveTable numberedBy(@Nullable String other) {
        return new ArchiveTable(name, order, left, told, only, other);
    }

    /** The rows of one company, whose id is the first parameter. */
    String rows(String columns) {
        String owner = name.equals("company") ? "id" : "company_id";
        return "SELECT " + columns + " FROM " + name + " WHERE " + owner + " = ?"
                + (only.isEmpty() ? "" : " AND " + only) + " ORDER BY " + String.join(", ", order);
    }

    /** What stands in a column. */
    String value(String column) {
        return told.getOrDefault(column, column);
    }
}
