package org.sequitur.series;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceEvents;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;

/** How a company numbers what it issues, read and written by the flights of whoever holds its register. */
public final class StrictNumbering {

    /** What a series is taken for when none is named. */
    public enum Use {
        INVOICE("invoice_series_id"),
        CREDIT_NOTE("credit_note_series_id");

        private final String column;

        Use(String column) {
            this.column = column;
        }
    }

    private final long companyId;
    private boolean isStrict;
    private ZoneId zone = ZoneOffset.UTC;
    private @Nullable ReferenceSeries series;
    private boolean isTaken;

    public StrictNumbering(long companyId) {
        this.companyId = companyId;
    }

    /**
     * Adds the question to a flight that has locked the register before.
     *
     * @param name of the series; null for the one that is the company's for this use
     */
    public void ask(Flight flight, Use use, @Nullable String name) {
        String which = name == null ? "s.id = c." + use.column : "s.name = ?";
        String sql = """
                SELECT c.strict_since, c.time_zone, s.* FROM company c
                LEFT JOIN reference_series s ON s.company_id = c.id AND %s
                WHERE c.id = ?
                """.formatted(which);
        if (name == null) {
            flight.ask(sql, this::read, companyId);
        } else {
            flight.ask(sql, this::read, name, companyId);
        }
    }

    private void read(ResultSet rows) throws SQLException {
        if (rows.next()) {
            isStrict = rows.getObject("strict_since") != null;
            zone = ZoneId.of(rows.getString("time_zone"));
            series = rows.getObject("id") == null ? null : SeriesRows.series(rows);
        }
    }

    /** Whether documents are numbered when they are issued. */
    public boolean isStrict() {
        return isStrict;
    }

    /** The company's own day. */
    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    /**
     * The series that was asked for.
     *
     * @throws WireException 403 when the company has no strict series, 422 when it has none of that name
     */
    public ReferenceSeries series() {
        if (!isStrict) {
            throw WireException.forbidden("This company does not number in strict series");
        }
        if (series == null) {
            throw WireException.invalid("series not found");
        }
        return series;
    }

    /** Adds the question whether any other document has the reference. */
    public void askTaken(Flight flight, Reference reference, long documentId) {
        flight.ask(
                "SELECT 1 FROM document WHERE company_id = ? AND reference = ? AND id <> ?",
                rows -> isTaken = rows.next(),
                companyId,
                reference.text(),
                documentId);
    }

    /** A number is never skipped: if somebody has the next one, nothing can be issued until it is free. */
    public void checkTaken(Reference reference, Complaints complaints) {
        complaints.addIf(
                isTaken, "reference " + reference.text() + " has already been taken, and the series gives no other");
    }

    /** Adds the writing of a record, whose document is written before, and of the series after it, which is the series from then on. */
    public void tell(Flight flight, IssuedRecord record) {
        ReferenceSeries after = series().after(record.datedOn(), record.sha256());
        SeriesHead head = after.head();
        flight.tell(
                """
                INSERT INTO issued_document (
                    company_id, series_id, position, document_id, reference, dated_on, issued_at, issued_by, corrects_id,
                    content, sha256, previous_sha256)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                companyId,
                record.seriesId(),
                record.position(),
                record.documentId(),
                record.reference().text(),
                record.datedOn(),
                Columns.timestamp(record.issuedAt()),
                record.issuedBy(),
                record.correctsId(),
                record.content(),
                record.sha256(),
                record.previousSha256());
        flight.tell(
                """
                UPDATE reference_series
                SET issued = ?, next_number = ?, year = ?, last_dated_on = ?, last_sha256 = ?
                WHERE company_id = ? AND id = ?
                """,
                head.issued(),
                head.nextNumber(),
                head.year(),
                head.lastDatedOn(),
                head.lastSha256(),
                companyId,
                record.seriesId());
        if (series().beginsRun(record.datedOn())) {
            tellBeginning(flight, record);
        }
        series = after;
    }

    /** What is missing below the first number of a run, because documents of before have lower ones, was left out on purpose. */
    private void tellBeginning(Flight flight, IssuedRecord record) {
        ReferenceEvents events = new ReferenceEvents();
        events.add(
                companyId, ReferenceEvents.Kind.CHOSEN, record.reference(), null, record.issuedBy(), record.issuedAt());
        events.tell(flight);
    }
}
