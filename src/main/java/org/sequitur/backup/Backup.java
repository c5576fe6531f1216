package org.sequitur.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.AppliedMigration;
import org.sequitur.store.SequencePosition;
import org.sequitur.store.StoredTable;

/**
 * What a backup says of itself, in its last part, {@code backup.json}.
 *
 * @param format {@value #FORMAT}; higher when an older program would read it wrongly
 * @param takenAt everything that was acknowledged before is in it
 * @param program which Sequitur made it
 * @param postgres of which version of PostgreSQL
 * @param migrations how the tables came to be what they are
 * @param attachments null when there are none in a directory, or they were left out
 */
public record Backup(
        int format,
        Instant takenAt,
        String program,
        String postgres,
        List<AppliedMigration> migrations,
        List<Table> tables,
        List<SequencePosition> sequences,
        @Nullable Attachments attachments) {

    static final int FORMAT = 1;

    public Backup {
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /**
     * The rows of a table, in the part {@code tables/NAME}.
     *
     * @param bytes of the part, when it is not compressed
     * @param sha256 of the same, in hexadecimal digits
     */
    public record Table(String name, List<String> columns, long rows, long bytes, String sha256) {

        public Table {
            columns = List.copyOf(columns);
        }

        String part() {
            return "tables/" + name;
        }

        StoredTable stored() {
            return new StoredTable(name, columns, bytes);
        }
    }

    /**
     * Files, in the part {@code attachments.tar}.
     *
     * @param mark of the directory that they were in
     */
    public record Attachments(String mark, long files, long bytes, String sha256) {

        static final String PART = "attachments.tar";
    }

    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /** Of all parts, when they are not compressed. */
    long bytes() {
        return tables.stream().mapToLong(Table::bytes).sum() + (attachments == null ? 0 : attachments.bytes());
    }
}
