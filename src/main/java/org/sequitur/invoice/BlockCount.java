package org.sequitur.invoice;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many of the invoices of a block are in a list, made of what is kept about blocks and their days. The terms are added up.
 *
 * @param terms none when it cannot be told
 */
record BlockCount(List<Term> terms) {

    /**
     * @param table whose rows are added up
     * @param count of a row
     * @param condition of the row, or empty
     * @param values of the condition
     */
    record Term(String table, String count, String condition, List<LocalDate> values) {}

    static final BlockCount UNKNOWN = new BlockCount(List.of());
    static final BlockCount ALL = column("invoices");

    static BlockCount column(String name) {
        return new BlockCount(List.of(new Term("document_block", name, "", List.of())));
    }

    static BlockCount days(String count, String condition, LocalDate... values) {
        return new BlockCount(List.of(new Term("document_block_day", count, " AND " + condition, List.of(values))));
    }

    BlockCount and(BlockCount further) {
        return new BlockCount(
                Stream.concat(terms.stream(), further.terms.stream()).toList());
    }

    boolean isKnown() {
        return !terms.isEmpty();
    }

    /** Selects the place of each block in the order and its count. Parameters: {@link #parameters}. */
    String sql() {
        return terms.stream()
                .map(term -> "SELECT last_updated_at, last_id, %s AS n FROM %s WHERE company_id = ? AND sorting = ?%s"
                        .formatted(term.count(), term.table(), term.condition()))
                .collect(Collectors.joining(
                        " UNION ALL ",
                        "SELECT last_updated_at, last_id, sum(n) AS n FROM (",
                        ") AS terms GROUP BY last_updated_at, last_id"));
    }

    Object[] parameters(long companyId, String sorting) {
        return terms.stream()
                .flatMap(term -> Stream.concat(Stream.of(companyId, sorting), term.values().stream()))
                .toArray();
    }
}
