package org.sequitur.archive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of one table of an archive, on their way into the database. */
record ArchiveRows(
        JdbcClient jdbc, long companyId, String subdomain, Archive archive, Manifest.Table table, long shift) {

    /** The tables of lines of documents, whose ids servers draw in blocks and keep for a while. */
    static final Set<String> LINES = Set.of("document_item", "recurring_invoice_item");

    /** What of the company refers to its series, which are loaded after it. */
    static final List<String> AFTER_THE_SERIES = List.of("strict_since", "invoice_series_id", "credit_note_series_id");

    private static final int ROWS_AT_A_TIME = 500;

    private static final Map<String, String> COLUMNS_WITH_LINES =
            Map.of("document_item", "id", "recurring_invoice_item", "id", "expense", "rebilled_on_item_id");

    /**
     * @param before how many rows of other tables are there already
     * @return how many there are with these
     */
    long load(long before, LongConsumer progress) {
        long[] loaded = {before};
        boolean isFiles = table.name().equals(ArchiveTables.FILES);
        archive.read(table, isFiles ? 1 : ROWS_AT_A_TIME, (rows, number) -> {
            try {
                insert(rows, isFiles);
            } catch (DataAccessException e) {
                throw new ArchiveException(
                        "The archive does not fit: of " + table.name() + ", one of the rows up to "
                                + (loaded[0] - before + number) + " was refused: "
                                + e.getMostSpecificCause().getMessage(),
                        e);
            }
            loaded[0] += number;
            progress.accept(loaded[0]);
        });
        return loaded[0];
    }

    private void insert(String rows, boolean isFiles) {
        boolean isCompany = table.name().equals(ArchiveTables.COMPANY);
        List<String> columns = table.columns().stream()
                .filter(column -> !isCompany || !AFTER_THE_SERIES.contains(column))
                .toList();
        String values = String.join(", ", columns.stream().map(this::value).toList());
        String sql = "INSERT INTO " + table.name() + " (" + (isCompany ? "id" : "company_id") + ", "
                + String.join(", ", columns) + (isFiles ? ", state, data" : "")
                + ") OVERRIDING SYSTEM VALUE SELECT :company, " + values + (isFiles ? ", 'kept', :data" : "")
                + " FROM json_populate_recordset(CAST(NULL AS " + table.name() + "), CAST(:rows AS json)) AS r"
                + (isFiles ? " WHERE sha256(:data) = r.sha256" : "");
        JdbcClient.StatementSpec statement =
                jdbc.sql(sql).param("company", companyId).param("rows", rows);
        if (isCompany) {
            statement = statement.param("subdomain", subdomain);
        }
        if (isFiles) {
            byte[] bytes = archive.file(jdbc.sql("SELECT CAST(CAST(? AS json) -> 0 ->> 'id' AS bigint)")
                    .param(rows)
                    .query(Long.class)
                    .single());
            statement = statement.param("data", bytes);
        }
        if (statement.update() == 0) {
            throw new ArchiveException("A file of the archive is missing a part, or is not as it was written: " + rows);
        }
    }

    private String value(String column) {
        if (table.name().equals(ArchiveTables.COMPANY) && column.equals("subdomain")) {
            return "CAST(:subdomain AS text)";
        }
        return column.equals(COLUMNS_WITH_LINES.get(table.name())) ? "r." + column + " + " + shift : "r." + column;
    }
}
