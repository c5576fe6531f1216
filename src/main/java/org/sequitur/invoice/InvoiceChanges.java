package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceEvents;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;

/**
 * Changes and deletes stored invoices and credit notes. Every change runs in a transaction of its own that first locks the company's register, so
 * it is ordered with the batches of new invoices.
 */
final class InvoiceChanges {

    /**
     * What an edit makes of the stored invoice.
     *
     * @param origin what it is to bill beside; null for nothing
     */
    record Edit(
            InvoiceContents contents,
            Reference reference,
            @Nullable InvoiceOrigin origin,
            Complaints complaints) {

        Edit(InvoiceContents contents, Reference reference, Complaints complaints) {
            this(contents, reference, null, complaints);
        }
    }

    private final InvoiceTransactions transactions;
    private final DraftEdit drafts;
    private final RecordClock clock;
    private final List<BilledRecords> billed;

    InvoiceChanges(InvoiceTransactions transactions, DraftEdit drafts, RecordClock clock, List<BilledRecords> billed) {
        this.transactions = transactions;
        this.drafts = drafts;
        this.clock = clock;
        this.billed = billed;
    }

    /** Changes what the document says: anything of a draft, hardly anything of an invoice that has been sent. */
    Invoice edit(Caller caller, DocumentKind kind, long id, Function<Invoice, Edit> asked) {
        long companyId = caller.companyId();
        return transactions.run(companyId, kind, id, (connection, stored) -> {
            Edit edit = asked.apply(stored);
            if (stored.isDraft()) {
                return drafts.write(connection, caller, stored, edit);
            }
            if (kind == DocumentKind.CREDIT_NOTE) {
                throw WireException.invalid("Credit note cannot be changed once it has been sent");
            }
            return editEmails(connection, companyId, stored, edit);
        });
    }

    Invoice transition(long companyId, DocumentKind kind, long id, BiFunction<Invoice, Instant, Invoice> transition) {
        return transactions.run(companyId, kind, id, (connection, stored) -> {
            Invoice changed = transition.apply(stored, clock.after(stored.updatedAt()));
            Flight flight = new Flight();
            tellTransition(flight, companyId, stored, changed);
            flight.fly(connection);
            return changed;
        });
    }

    /** Adds the writing of an invoice whose state alone has changed. */
    static void tellTransition(Flight flight, long companyId, Invoice stored, Invoice changed) {
        InvoiceCounts.tellLeaving(flight, companyId, stored.id());
        flight.tell(
                "UPDATE document SET state = ?, written_off_date = ?, updated_at = ? WHERE company_id = ? AND id = ?",
                changed.state().word(),
                changed.writtenOffDate(),
                changed.updatedAt(),
                companyId,
                stored.id());
        InvoiceCounts.tellEntering(flight, companyId, stored.id());
        InvoiceCounts.tellMoved(flight, companyId, stored, changed.state());
    }

    /** Adds the writing of a document of which more or less is paid than before. */
    static void tellPayment(Flight flight, long companyId, Invoice changed) {
        InvoiceCounts.tellLeaving(flight, companyId, changed.id());
        flight.tell(
                "UPDATE document SET paid_value = ?, paid_on = ?, updated_at = ? WHERE company_id = ? AND id = ?",
                changed.paidValue(),
                changed.paidOn(),
                changed.updatedAt(),
                companyId,
                changed.id());
        InvoiceCounts.tellEntering(flight, companyId, changed.id());
    }

    /** @throws WireException 409 when the document is no draft */
    void delete(Caller caller, DocumentKind kind, long id) {
        long companyId = caller.companyId();
        transactions.run(companyId, kind, id, (connection, stored) -> {
            if (!stored.isDraft()) {
                throw WireException.conflict();
            }
            Flight flight = new Flight();
            InvoiceCounts.tellLeaving(flight, companyId, id);
            billed.forEach(records -> records.tellReleased(flight, caller, id, clock.now()));
            flight.tell("DELETE FROM document_item WHERE company_id = ? AND document_id = ?", companyId, id);
            flight.tell("DELETE FROM document WHERE company_id = ? AND id = ?", companyId, id);
            InvoiceCounts.tellGone(flight, companyId, stored);
            SequenceMove.tell(connection, flight, companyId, stored, sequence -> sequence.deleted(id));
            ReferenceEvents events = new ReferenceEvents();
            events.add(
                    companyId,
                    ReferenceEvents.Kind.DELETED,
                    stored.reference(),
                    id,
                    caller.userId(),
                    clock.after(stored.updatedAt()));
            events.tell(flight);
            flight.fly(connection);
            return stored;
        });
    }

    /** The document leaves the invoices and keeps its reference and id. */
    Invoice convertToCreditNote(long companyId, long id) {
        return transactions.run(companyId, DocumentKind.INVOICE, id, (connection, stored) -> {
            Invoice note = stored.convertedToCreditNote(clock.after(stored.updatedAt()));
            Flight flight = new Flight();
            InvoiceCounts.tellLeaving(flight, companyId, id);
            flight.tell(
                    "UPDATE document SET kind = 'credit_note', updated_at = ? WHERE company_id = ? AND id = ?",
                    note.updatedAt(),
                    companyId,
                    id);
            InvoiceCounts.tellGone(flight, companyId, stored);
            flight.fly(connection);
            return note;
        });
    }

    private Invoice editEmails(Connection connection, long companyId, Invoice stored, Edit edit) throws SQLException {
        Complaints complaints = edit.complaints();
        complaints.addIf(!edit.reference().equals(stored.reference()), "reference is locked and cannot be changed");
        complaints.addIf(edit.origin() != null, "invoice_items is locked and cannot be changed");
        LockedAttributes.check(stored.contents(), edit.contents(), complaints);
        complaints.throwIfAny();
        InvoiceContents.Switches switches =
                stored.contents().switches().withEmailsOf(edit.contents().switches());
        Invoice changed = stored.with(stored.contents().with(switches), clock.after(stored.updatedAt()));
        Flight flight = new Flight();
        InvoiceCounts.tellLeaving(flight, companyId, stored.id());
        flight.tell(
                """
                UPDATE document SET send_new_invoice_emails = ?, send_reminder_emails = ?,
                       send_thank_you_emails = ?, updated_at = ?
                WHERE company_id = ? AND id = ?
                """,
                switches.sendNewInvoiceEmails(),
                switches.sendReminderEmails(),
                switches.sendThankYouEmails(),
                changed.updatedAt(),
                companyId,
                stored.id());
        InvoiceCounts.tellEntering(flight, companyId, stored.id());
        flight.fly(connection);
        return changed;
    }
}
