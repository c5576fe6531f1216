package org.sequitur.series;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.sequitur.store.Columns;

/** Reads series from the rows of their table. */
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
}
