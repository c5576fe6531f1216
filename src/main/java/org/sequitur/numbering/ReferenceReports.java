package org.sequitur.numbering;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.BaseUrl;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes reference reports, each of one moment, as tables in memory or as CSV that flows to the client. */
@Component
final class ReferenceReports {

    private static final int MOST_AT_A_TIME = 2;

    /** For the first row, and for each further load of rows; the pool's own limit is meant for small statements. */
    private static final String LIMITS =
            "SET LOCAL statement_timeout = '55s'; SET LOCAL idle_in_transaction_session_timeout = '60s'";

    /** A client that reads slowly holds a connection and keeps the database from tidying up. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ReportTurns turns = new ReportTurns(MOST_AT_A_TIME);
    private final TransactionTemplate reading;
    private final JdbcOperations connections;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    ReferenceReports(
            PlatformTransactionManager transactionManager,
            JdbcOperations connections,
            RecordClock clock,
            BaseUrl baseUrl) {
        this.connections = connections;
        this.clock = clock;
        this.baseUrl = baseUrl;
        this.reading = new TransactionTemplate(transactionManager);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    ReportTables tables(long companyId) {
        ReportTables tables = new ReportTables(clock.now());
        read(companyId, tables::add);
        return tables;
    }

    void writeCsv(long companyId, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        ReportCsv csv = new ReportCsv(writer, baseUrl);
        Instant asOf = clock.now();
        csv.begin();
        try {
            read(companyId, row -> {
                try {
                    csv.add(row);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        csv.end(asOf);
        writer.flush();
    }

    private void read(long companyId, ReferenceReport.Reader<RuntimeException> reader) {
        ReportTurns.Turn turn = turns.take(companyId);
        try {
            reading.executeWithoutResult(status -> connections.execute((ConnectionCallback<Boolean>) connection -> {
                read(connection, companyId, reader);
                return true;
            }));
        } finally {
            turn.close();
        }
    }

    private static void read(Connection connection, long companyId, ReferenceReport.Reader<RuntimeException> reader)
            throws SQLException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (Statement limits = connection.createStatement()) {
            limits.execute(LIMITS);
        }
        ReferenceReport.read(connection, companyId, row -> {
            if (System.nanoTime() > deadline) {
                throw new QueryTimeoutException("a report was read too slowly");
            }
            reader.read(row);
        });
    }
}
