package org.sequitur.series;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The series of companies and how these number. What writes holds the company's register. */
@Component
final class CompanySeries {

    /** More are refused: each is compared with all others. */
    static final int MOST = 50;

    private static final String SELECT = "SELECT * FROM reference_series WHERE company_id = ? ";

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final Clock clock;

    CompanySeries(JdbcClient jdbc, RegisterTransactions registers, Clock clock) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.clock = clock;
    }

    /** Runs in a transaction that is ordered with everything that creates or changes documents of the company. */
    <T> T inOrder(long companyId, Supplier<T> work) {
        return registers.run(companyId, connection -> work.get());
    }

    List<ReferenceSeries> all(long companyId) {
        return jdbc.sql(SELECT + "ORDER BY id")
                .param(companyId)
                .query((row, number) -> SeriesRows.series(row))
                .list();
    }

    /** @throws WireException 404 when the company has no such series */
    ReferenceSeries get(long companyId, long id) {
        return jdbc.sql(SELECT + "AND id = ?")
                .params(companyId, id)
                .query((row, number) -> SeriesRows.series(row))
                .optional()
                .orElseThrow(WireException::notFound);
    }

    Numbering numbering(long companyId) {
        return jdbc.sql("""
                        SELECT c.strict_since, i.name AS invoice_series, n.name AS credit_note_series
                        FROM company c
                        LEFT JOIN reference_series i ON i.company_id = c.id AND i.id = c.invoice_series_id
                        LEFT JOIN reference_series n ON n.company_id = c.id AND n.id = c.credit_note_series_id
                        WHERE c.id = ?
                        """)
                .param(companyId)
                .query((row, number) -> new Numbering(
                        row.getObject("strict_since") == null ? null : Columns.instant(row, "strict_since"),
                        row.getString("invoice_series"),
                        row.getString("credit_note_series")))
                .single();
    }

    /** The company's own day. */
    LocalDate today(long companyId) {
        String zone = jdbc.sql("SELECT time_zone FROM company WHERE id = ?")
                .param(companyId)
                .query(String.class)
                .single();
        return LocalDate.ofInstant(clock.instant(), ZoneId.of(zone));
    }

    long add(long companyId, ReferenceSeries series) {
        return jdbc.sql("""
                        INSERT INTO reference_series (
                            company_id, name, prefix, padding, yearly_reset, first_number, first_year, next_number,
                            year, created_at, updated_at)
                        VALUES (
                            :company, :name, :prefix, :padding, :reset, :first, :year, :first, :year, :now, :now)
                        RETURNING id
                        """)
                .param("company", companyId)
                .param("name", series.name())
                .param("prefix", series.format().prefix())
                .param("padding", series.format().padding())
                .param("reset", series.format().yearlyReset())
                .param("first", series.firstNumber())
                .param("year", series.firstYear())
                .param("now", Columns.timestamp(series.updatedAt()))
                .query(Long.class)
                .single();
    }

    /** Writes a series of which nothing is issued yet. */
    void change(long companyId, ReferenceSeries series) {
        jdbc.sql("""
                        UPDATE reference_series
                        SET name = :name, prefix = :prefix, padding = :padding, yearly_reset = :reset,
                            first_number = :first, first_year = :year, next_number = :first, year = :year,
                            updated_at = :now
                        WHERE company_id = :company AND id = :id AND issued = 0
                        """)
                .param("company", companyId)
                .param("id", series.id())
                .param("name", series.name())
                .param("prefix", series.format().prefix())
                .param("padding", series.format().padding())
                .param("reset", series.format().yearlyReset())
                .param("first", series.firstNumber())
                .param("year", series.firstYear())
                .param("now", Columns.timestamp(series.updatedAt()))
                .update();
    }

    private @Nullable Long id(long companyId, @Nullable String name) {
        return jdbc.sql("SELECT id FROM reference_series WHERE company_id = :company AND name = :name")
                .param("company", companyId)
                .param("name", name)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    void change(long companyId, Numbering numbering) {
        jdbc.sql("""
                        UPDATE company SET
                            strict_since = CAST(:since AS timestamptz),
                            invoice_series_id = CAST(:invoices AS bigint),
                            credit_note_series_id = CAST(:notes AS bigint)
                        WHERE id = :company
                        """)
                .param("company", companyId)
                .param("since", sinceOf(numbering))
                .param("invoices", id(companyId, numbering.defaultSeries()))
                .param("notes", id(companyId, numbering.creditNoteSeries()))
                .update();
    }

    private static @Nullable Object sinceOf(Numbering numbering) {
        Instant since = numbering.strictSince();
        return since == null ? null : Columns.timestamp(since);
    }

    /** Complains if a series would come to a reference that a document has which was not issued. */
    void checkFree(long companyId, ReferenceSeries series, Complaints complaints) {
        String expression = series.format().expression();
        jdbc.sql("""
                        SELECT substring(reference, CAST(:form AS text)) AS year,
                               max(reference_number(reference)) AS number
                        FROM document
                        WHERE company_id = :company AND series_id IS NULL AND reference ~ :form
                        GROUP BY 1
                        """).param("form", expression).param("company", companyId).query(row -> {
            String year = row.getString("year");
            BigDecimal most = row.getBigDecimal("number");
            if (series.comesTo(year.isEmpty() ? null : Integer.valueOf(year), most)) {
                complaints.add("series " + series.name()
                        + " would come to numbers that documents have already, up to "
                        + most.toPlainString() + (year.isEmpty() ? "" : " of " + year)
                        + ": it needs another prefix or a higher first_number");
            }
        });
    }

    /** Whether any draft waits for its number, or looks as if it did. */
    boolean haveProvisional(long companyId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM document WHERE company_id = ? AND reference ~ ?)")
                .params(companyId, ProvisionalReference.PATTERN)
                .query(Boolean.class)
                .single();
    }

    /** What a document of today would get; one of the last date, should that be later. Nothing is taken. */
    static Reference peek(ReferenceSeries series, LocalDate today) {
        LocalDate last = series.head().lastDatedOn();
        return series.next(last != null && last.isAfter(today) ? last : today);
    }
}
