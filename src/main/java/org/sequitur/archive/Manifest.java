package org.sequitur.archive;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an archive says of itself.
 *
 * @param format of the archive; {@link #FORMAT} is the one that is read here
 * @param schema the version of the tables that its rows are of, such as {@code 43}
 * @param origin where the company was before: {@code sequitur} or the address of an API
 * @param tables in the order in which they are loaded
 * @param files how many files lie beside the tables
 */
record Manifest(
        int format,
        String schema,
        UUID archive,
        Instant madeAt,
        String origin,
        String company,
        String subdomain,
        List<Table> tables,
        int files) {

    static final int FORMAT = 1;

    /**
     * @param columns those that the rows have
     * @param sha256 of the table's JSON, in 64 hexadecimal digits
     */
    record Table(String name, long rows, List<String> columns, String sha256) {}

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
