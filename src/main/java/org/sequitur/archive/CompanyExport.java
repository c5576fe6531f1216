package org.sequitur.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.attachment.KeptFiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Writes everything of a company, as it is at one moment, to an archive. */
public final class CompanyExport {

    private static final int ROWS_AT_A_TIME = 500;

    private final JdbcClient jdbc;
    private final KeptFiles files;

    /**
     * @param connection of one snapshot, that reads only
     * @param attachmentsDirectory where files are kept; null when none are kept in a directory
     */
    public CompanyExport(Connection connection, @Nullable String attachmentsDirectory) {
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.files = new KeptFiles(attachmentsDirectory);
    }

    /** How many rows a company has, for whoever shows how far the writing has come. */
    public long count(long companyId) {
        return ArchiveTables.CARRIED.stream()
                .mapToLong(table -> jdbc.sql("SELECT count(*) FROM (" + table.rows("1") + ") AS counted")
                        .param(companyId)
                        .query(Long.class)
                        .single())
                .sum();
    }

    /**
     * @param target a directory that is not there, or empty
     * @param progress is told how many rows have been written
     * @throws ArchiveException when it cannot be written; then nothing is left behind
     */
    public void write(long companyId, Path target, LongConsumer progress) {
        try (ArchiveWriter archive = new ArchiveWriter(target)) {
            jdbc.sql("SET LOCAL TimeZone = 'UTC'").update();
            long written = 0;
            for (ArchiveTable table : ArchiveTables.CARRIED) {
                written = write(table, companyId, archive, written, progress);
            }
            writeFiles(companyId, archive);
            String name = ofCompany("name", companyId);
            archive.finish(TableColumns.schema(jdbc), "sequitur", name, ofCompany("subdomain", companyId));
        } catch (IOException | UncheckedIOException e) {
            throw new ArchiveException("The archive cannot be written to " + target + ": " + e, e);
        }
    }

    private long write(ArchiveTable table, long companyId, ArchiveWriter archive, long before, LongConsumer progress)
            throws IOException {
        List<String> columns = TableColumns.of(jdbc, table);
        String values = joined(columns.stream().map(column -> table.value(column) + " AS " + column));
        String texts = joined(columns.stream().map(column -> "CAST(" + column + " AS text)"));
        long[] written = {before};
        try (ArchiveWriter.Rows out = archive.table(table.name(), columns)) {
            jdbc.sql("SELECT CAST(row_to_json(kept) AS text), ARRAY[" + texts + "] FROM (" + table.rows(values)
                            + ") AS kept")
                    .withFetchSize(ROWS_AT_A_TIME)
                    .param(companyId)
                    .query(row -> {
                        add(out, row);
                        progress.accept(++written[0]);
                    });
        }
        return written[0];
    }

    private static String joined(Stream<String> parts) {
        return String.join(", ", parts.toList());
    }

    private static void add(ArchiveWriter.Rows out, ResultSet row) throws SQLException {
        Array fields = row.getArray(2);
        try {
            out.add(row.getString(1), (@Nullable String[]) fields.getArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            fields.free();
        }
    }

    private void writeFiles(long companyId, ArchiveWriter archive) {
        jdbc.sql("SELECT id, name, data FROM stored_file WHERE company_id = ? AND state = 'kept' ORDER BY id")
                .withFetchSize(1)
                .param(companyId)
                .query(row -> {
                    try {
                        String name = row.getString("name");
                        archive.file(row.getLong("id"), name == null ? row.getBytes("data") : inDirectory(name));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private byte[] inDirectory(String name) throws IOException {
        try (InputStream in = files.open(name)) {
            return in.readAllBytes();
        }
    }

    private String ofCompany(String column, long companyId) {
        return jdbc.sql("SELECT " + column + " FROM company WHERE id = ?")
                .param(companyId)
                .query(String.class)
                .single();
    }
}
