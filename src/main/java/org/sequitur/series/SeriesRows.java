package org.sequitur.series;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.sequitur.reference.Reference;
import org.sequitur.store.Columns;

/** Reads series and their records from the rows of their tables. */
final class SeriesRows {

    private SeriesRows() {}

    static ReferenceSeries series(ResultSet row) throws SQLException {
        return new ReferenceSeries(
                row.getLong("id"),
                row.getString("name"),
                new SeriesFormat(row.getString("prefix"), row.getInt("padding"), row.getBoolean("yearly_reset")),
                row.getLong("first_number"),
                Columns.integer(row, "first_year"),
                new SeriesHead(
                        row.getLong("issued"),
                        row.getLong("next_number"),
                        Columns.integer(row, "year"),
                        Columns.date(row, "last_dated_on"),
                        row.getString("last_sha256")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    static IssuedRecord record(ResultSet row) throws SQLException {
        return new IssuedRecord(
                row.getLong("series_id"),
                row.getLong("position"),
                row.getLong("document_id"),
                new Reference(row.getString("reference")),
                row.getObject("dated_on", LocalDate.class),
                Columns.instant(row, "issued_at"),
                row.getLong("issued_by"),
                row.getObject("corrects_id", Long.class),
                row.getString("content"),
                row.getString("sha256"),
                row.getString("previous_sha256"));
    }
}
