package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceEvents;
import org.sequitur.series.ReferenceSeries;
import org.sequitur.series.StrictNumbering;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;

/** Sends invoices; where the company numbers in strict series, that is when they get their numbers, for good. */
public final class InvoiceIssuing {

    private final InvoiceTransactions transactions;
    private final ItemIds itemIds;
    private final RecordClock clock;

    InvoiceIssuing(InvoiceTransactions transactions, ItemIds itemIds, RecordClock clock) {
        this.transactions = transactions;
        this.itemIds = itemIds;
        this.clock = clock;
    }

    /** Marks as sent; what has not been sent before is issued if the company numbers strictly. */
    Invoice send(Caller caller, DocumentKind kind, long id) {
        StrictNumbering numbering = new StrictNumbering(caller.companyId());
        return transactions.run(
                caller.companyId(),
                kind,
                id,
                lock -> numbering.ask(lock, use(kind), null),
                (connection, stored) -> send(connection, caller, stored, numbering, Accompaniment.NONE));
    }

    /**
     * Puts down a mail about a document, in the transaction that sends the document if it has not been sent before; one that was sent or
     * written off stays as it is.
     *
     * @throws WireException 403 or 422 when it cannot be sent, as {@link #send}; there is no mail then
     */
    public void mail(Caller caller, DocumentKind kind, long id, Accompaniment mail) {
        StrictNumbering numbering = new StrictNumbering(caller.companyId());
        transactions.run(
                caller.companyId(), kind, id, lock -> numbering.ask(lock, use(kind), null), (connection, stored) -> {
                    if (stored.isUnsent()) {
                        return send(connection, caller, stored, numbering, mail);
                    }
                    Flight flight = new Flight();
                    mail.tell(flight, stored);
                    flight.fly(connection);
                    return stored;
                });
    }

    private static StrictNumbering.Use use(DocumentKind kind) {
        return kind == DocumentKind.INVOICE ? StrictNumbering.Use.INVOICE : StrictNumbering.Use.CREDIT_NOTE;
    }

    private Invoice send(
            Connection connection, Caller caller, Invoice stored, StrictNumbering numbering, Accompaniment along)
            throws SQLException {
        if (numbering.isStrict() && stored.isUnsent()) {
            return issue(connection, caller, stored, numbering, along);
        }
        Flight flight = new Flight();
        Invoice sent = tellSent(flight, caller.companyId(), stored, along);
        flight.fly(connection);
        return sent;
    }

    /** Adds the sending of a document that keeps its reference. */
    Invoice tellSent(Flight flight, long companyId, Invoice stored, Accompaniment along) {
        Invoice sent = stored.markAsSent(clock.after(stored.updatedAt()));
        along.tell(flight, sent);
        InvoiceChanges.tellTransition(flight, companyId, stored, sent);
        return sent;
    }

    /** Issues in the series of that name, or in the one for invoices. */
    Invoice issue(Caller caller, long id, @Nullable String series) {
        StrictNumbering numbering = new StrictNumbering(caller.companyId());
        return transactions.run(
                caller.companyId(),
                DocumentKind.INVOICE,
                id,
                lock -> numbering.ask(lock, StrictNumbering.Use.INVOICE, series),
                (connection, stored) -> issue(connection, caller, stored, numbering, Accompaniment.NONE));
    }

    /** Issues in the numbering's series, which then stands at the next number. */
    Invoice issue(Connection connection, Caller caller, Invoice stored, StrictNumbering numbering, Accompaniment along)
            throws SQLException {
        long companyId = caller.companyId();
        ReferenceSeries series = numbering.series();
        LocalDate datedOn = stored.contents().datedOn();
        Reference number = series.next(datedOn);
        Invoice issued = stored.issued(series.id(), number, clock.after(stored.updatedAt()));
        Complaints complaints = new Complaints();
        series.check(datedOn, numbering.today(clock.now()), complaints);
        complaints.throwIfAny();
        IssuedParties parties = new IssuedParties();
        Flight look = new Flight();
        parties.ask(look, companyId, stored.contents());
        numbering.askTaken(look, number, stored.id());
        look.fly(connection);
        numbering.checkTaken(number, complaints);
        complaints.throwIfAny();
        Flight write = new Flight();
        along.tell(write, issued);
        InvoiceCounts.tellLeaving(write, companyId, issued.id());
        write.tell(
                "UPDATE document SET state = ?, reference = ?, series_id = ?, updated_at = ? WHERE company_id = ? AND id = ?",
                issued.state().word(),
                number.text(),
                series.id(),
                issued.updatedAt(),
                companyId,
                issued.id());
        InvoiceCounts.tellEntering(write, companyId, issued.id());
        InvoiceCounts.tellMoved(write, companyId, stored, issued.state());
        numbering.tell(write, series.record(issue(caller, issued, null, parties)));
        leaveSequence(connection, write, caller, stored, issued);
        write.fly(connection);
        return issued;
    }

    /** A draft that was numbered when it was created leaves its number, and its sequence. */
    private static void leaveSequence(
            Connection connection, Flight write, Caller caller, Invoice stored, Invoice issued) throws SQLException {
        if (stored.reference().isNumbered()) {
            SequenceMove.tell(connection, write, caller.companyId(), stored, sequence -> sequence.deleted(stored.id()));
            ReferenceEvents events = new ReferenceEvents();
            events.add(
                    caller.companyId(),
                    ReferenceEvents.Kind.ISSUED,
                    stored.reference(),
                    stored.id(),
                    caller.userId(),
                    issued.updatedAt());
            events.tell(write);
        }
    }

    private static ReferenceSeries.Issue issue(
            Caller caller, Invoice document, @Nullable Invoice corrected, IssuedParties parties) {
        return new ReferenceSeries.Issue(
                document.id(),
                document.contents().datedOn(),
                document.updatedAt(),
                caller.userId(),
                corrected == null ? null : corrected.id(),
                IssuedContent.of(document, corrected, parties));
    }

    /**
     * Issues the credit note that takes an issued invoice back in full.
     *
     * @param askedDay its date; null for today
     * @param series null for the one for credit notes
     */
    Invoice credit(Caller caller, long id, @Nullable LocalDate askedDay, @Nullable String series) {
        StrictNumbering numbering = new StrictNumbering(caller.companyId());
        return transactions.run(
                caller.companyId(),
                DocumentKind.INVOICE,
                id,
                lock -> numbering.ask(lock, StrictNumbering.Use.CREDIT_NOTE, series),
                (connection, stored) -> credit(connection, caller, stored, askedDay, numbering));
    }

    private Invoice credit(
            Connection connection,
            Caller caller,
            Invoice stored,
            @Nullable LocalDate askedDay,
            StrictNumbering numbering)
            throws SQLException {
        long companyId = caller.companyId();
        stored.checkCreditable();
        ReferenceSeries series = numbering.series();
        Instant now = clock.after(stored.updatedAt());
        LocalDate today = numbering.today(clock.now());
        LocalDate day = askedDay == null ? today : askedDay;
        Reference number = series.next(day);
        Complaints complaints = new Complaints();
        series.check(day, today, complaints);
        LocalDate creditedDay = stored.contents().datedOn();
        complaints.addIf(
                day.isBefore(creditedDay), "dated_on can't be before " + creditedDay + ", the date of the invoice");
        complaints.throwIfAny();

        IssuedParties parties = new IssuedParties();
        boolean[] isCredited = new boolean[1];
        long[] newId = new long[1];
        Flight look = new Flight();
        parties.ask(look, companyId, stored.contents());
        look.ask(
                "SELECT 1 FROM issued_document WHERE company_id = ? AND corrects_id = ?",
                rows -> isCredited[0] = rows.next(),
                companyId,
                stored.id());
        look.ask("SELECT nextval('document_id')", rows -> newId[0] = rows.next() ? rows.getLong(1) : 0);
        numbering.askTaken(look, number, 0);
        ItemIds.Reservation ids = itemIds.reserve(stored.items().size(), look);
        look.fly(connection);
        if (isCredited[0]) {
            throw WireException.conflict("Invoice has already been credited in full", 0);
        }
        numbering.checkTaken(number, complaints);
        complaints.throwIfAny();

        Invoice note = withItemIds(stored.creditNote(newId[0], series.id(), number, day, now), ids);
        Flight write = new Flight();
        InvoiceInserts inserts = new InvoiceInserts();
        inserts.add(companyId, note);
        inserts.tell(write);
        numbering.tell(write, series.record(issue(caller, note, stored, parties)));
        write.fly(connection);
        ids.release();
        return note;
    }

    private static Invoice withItemIds(Invoice note, ItemIds.Reservation ids) {
        List<InvoiceItem> items =
                note.items().stream().map(item -> item.withId(ids.next())).toList();
        return note.with(note.contents().with(items), note.updatedAt());
    }
}
