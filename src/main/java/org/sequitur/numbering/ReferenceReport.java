package org.sequitur.numbering;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of a company's reference report, one after the other: at no time are more than a few hundred in memory. */
final class ReferenceReport {

    private static final int ROWS_AT_A_TIME = 1_000;

    /** Takes the rows in their order; what it throws ends the report. */
    @FunctionalInterface
    interface Reader<E extends Exception> {
        void read(ReportRow row) throws E;
    }

    private ReferenceReport() {}

    /**
     * Reads the report as of the snapshot of the statement.
     *
     * @param connection in a transaction, or else everything is in memory at once
     */
    static <E extends Exception> void read(Connection connection, long companyId, Reader<E> reader)
            throws SQLException, E {
        // Of what the statement gathers the planner knows nothing; sorting all documents to join them is its worst
        // guess.
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; SET LOCAL enable_mergejoin = off");
        }
        try (PreparedStatement report = connection.prepareStatement(ReportQuery.of(companyId))) {
            report.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = report.executeQuery()) {
                while (rows.next()) {
                    reader.read(ReportRow.of(rows));
                }
            }
        }
    }
}
