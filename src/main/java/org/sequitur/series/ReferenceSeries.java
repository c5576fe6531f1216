package org.sequitur.series;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.wire.CanonicalJson;
import org.sequitur.wire.Complaints;

/**
 * A run of numbers that are given to documents when they are issued: in that order, each once, the dates never going back.
 *
 * @param firstYear the year that the first number is of, if it matters: one that begins again each year, but not with 1
 */
public record ReferenceSeries(
        long id,
        String name,
        SeriesFormat format,
        long firstNumber,
        @Nullable Integer firstYear,
        SeriesHead head,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * A document that is to be issued.
     *
     * @param correctsId the issued invoice that it takes back, if it is a credit note
     * @param content what it says: texts, and lists and maps of texts
     */
    public record Issue(
            long documentId,
            LocalDate datedOn,
            Instant at,
            long userId,
            @Nullable Long correctsId,
            Map<String, Object> content) {}

    /** Complains if a document of that date cannot be issued today. */
    public void check(LocalDate datedOn, LocalDate today, Complaints complaints) {
        complaints.addIf(
                datedOn.isAfter(today), "dated_on can't be after today, " + today + ": nothing earlier could follow");
        LocalDate last = head.lastDatedOn();
        complaints.addIf(
                last != null && datedOn.isBefore(last),
                "dated_on can't be before " + last + ", the date of the last document of the series " + name);
        Integer year = head.year();
        complaints.addIf(
                last == null && year != null && datedOn.getYear() < year,
                "dated_on can't be before " + year + ", the year in which the series " + name + " begins");
    }

    /** What a document of that date would get now. Nothing is taken. */
    public Reference next(LocalDate datedOn) {
        return format.reference(datedOn.getYear(), numberOn(datedOn));
    }

    private long numberOn(LocalDate datedOn) {
        Integer year = head.year();
        return format.yearlyReset() && year != null && datedOn.getYear() > year ? 1 : head.nextNumber();
    }

    /** Whether a document of that date would begin a run: the first of the series, or of references with another year in them. */
    boolean beginsRun(LocalDate datedOn) {
        Integer year = head.year();
        return head.issued() == 0 || (format.hasYear() && year != null && year != datedOn.getYear());
    }

    /** The record of a document that {@link #check} had no complaint about. */
    public IssuedRecord record(Issue issue) {
        Reference reference = next(issue.datedOn());
        Map<String, Object> content = new TreeMap<>(issue.content());
        content.put("document_id", Long.toString(issue.documentId()));
        content.put("dated_on", issue.datedOn().toString());
        content.put("issued_at", IssuedRecord.text(issue.at()));
        content.put("issued_by", Long.toString(issue.userId()));
        content.put("position", Long.toString(head.issued() + 1));
        content.put("previous_sha256", head.previousSha256());
        content.put("reference", reference.text());
        content.put("series", name);
        String text = CanonicalJson.write(content);
        return new IssuedRecord(
                id,
                head.issued() + 1,
                issue.documentId(),
                reference,
                issue.datedOn(),
                issue.at(),
                issue.userId(),
                issue.correctsId(),
                text,
                IssuedRecord.sha256(text),
                head.previousSha256());
    }

    /** The series once a record is part of it. */
    public ReferenceSeries after(LocalDate datedOn, String sha256) {
        return at(new SeriesHead(head.issued() + 1, numberOn(datedOn) + 1, datedOn.getYear(), datedOn, sha256));
    }

    /**
     * Whether the series, of which nothing is issued yet, may come to a number of a year up to this one.
     *
     * @param year null for references without a year
     */
    boolean comesTo(@Nullable Integer year, BigDecimal most) {
        Integer begins = head.year();
        if (year != null && format.yearlyReset() && begins != null && !year.equals(begins)) {
            return year > begins && most.signum() > 0;
        }
        return most.compareTo(BigDecimal.valueOf(firstNumber)) >= 0;
    }

    /** Complains of what differs, because something has been issued. */
    void checkUnchanged(ReferenceSeries asked, Complaints complaints) {
        String locked = " is locked and cannot be changed: documents have been issued in the series";
        complaints.addIf(!name.equals(asked.name()), "name" + locked);
        complaints.addIf(!format.prefix().equals(asked.format().prefix()), "prefix" + locked);
        complaints.addIf(format.padding() != asked.format().padding(), "padding" + locked);
        complaints.addIf(format.yearlyReset() != asked.format().yearlyReset(), "yearly_reset" + locked);
        complaints.addIf(firstNumber != asked.firstNumber(), "first_number" + locked);
    }

    ReferenceSeries at(SeriesHead newHead) {
        return new ReferenceSeries(id, name, format, firstNumber, firstYear, newHead, createdAt, updatedAt);
    }
}
