package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.DocumentRegister;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceEvents;
import org.sequitur.reference.ReferenceSequence;
import org.sequitur.reference.ReferenceSequences;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes and deletes stored invoices. Every change runs in a transaction of its own that first locks the company's register, so
 * it is ordered with the batches of new invoices.
 */
final class InvoiceChanges {

    /** What an edit makes of the stored invoice. */
    record Edit(InvoiceContents contents, Reference reference, Complaints complaints) {}

    private static final String NEWEST_OF_SCOPE = """
            SELECT reference, id FROM document
            WHERE company_id = ? AND id < ? AND reference ~ '[0-9]$' AND sequence_owner_id = ? AND sequence_scope = ?
                AND sequence_scope <> 'global'
            ORDER BY id DESC LIMIT 1
            """;

    /** The global scope has no index of its own; blocks in which contacts and projects numbered everything are passed over. */
    private static final String NEWEST_GLOBAL = """
            SELECT d.reference, d.id
            FROM (SELECT after_id, last_id FROM document_block
                  WHERE company_id = ? AND sorting = 'created' AND globals > 0 AND after_id < ?
                  UNION ALL
                  SELECT coalesce(max(last_id), 0), 9223372036854775807 FROM document_block
                  WHERE company_id = ? AND sorting = 'created') AS b
            CROSS JOIN LATERAL (
                SELECT reference, id FROM document
                WHERE company_id = ? AND id > b.after_id AND id <= b.last_id AND id < ?
                    AND sequence_scope = 'global' AND reference ~ '[0-9]$'
                ORDER BY id DESC LIMIT 1) AS d
            ORDER BY b.last_id DESC LIMIT 1
            """;

    private final Invoices invoices;
    private final JdbcOperations jdbc;
    private final TransactionOperations transactions;
    private final ItemIds itemIds;
    private final RecordClock clock;

    InvoiceChanges(
            Invoices invoices,
            JdbcOperations jdbc,
            TransactionOperations transactions,
            ItemIds itemIds,
            RecordClock clock) {
        this.invoices = invoices;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.itemIds = itemIds;
        this.clock = clock;
    }

    /** Changes what the invoice says; anything of a draft, hardly anything of what has been sent. */
    Invoice edit(Caller caller, long id, Function<Invoice, Edit> asked) {
        long companyId = caller.companyId();
        return locked(companyId, id, (connection, stored) -> {
            Edit edit = asked.apply(stored);
            return stored.isDraft()
                    ? editDraft(connection, caller, stored, edit)
                    : editEmails(connection, companyId, stored, edit);
        });
    }

    Invoice transition(long companyId, long id, BiFunction<Invoice, Instant, Invoice> transition) {
        return locked(companyId, id, (connection, stored) -> {
            Invoice changed = transition.apply(stored, clock.after(stored.updatedAt()));
            Flight flight = new Flight();
            InvoiceCounts.tellLeaving(flight, companyId, id);
            flight.tell(
                    "UPDATE document SET state = ?, written_off_date = ?, updated_at = ? WHERE company_id = ? AND id = ?",
                    changed.state().word(),
                    changed.writtenOffDate(),
                    changed.updatedAt(),
                    companyId,
                    id);
            InvoiceCounts.tellEntering(flight, companyId, id);
            InvoiceCounts.tellMoved(flight, companyId, stored.state(), changed.state());
            flight.fly(connection);
            return changed;
        });
    }

    /** @throws WireException 409 when the invoice is no draft */
    void delete(Caller caller, long id) {
        long companyId = caller.companyId();
        locked(companyId, id, (connection, stored) -> {
            if (!stored.isDraft()) {
                throw WireException.conflict();
            }
            Flight flight = new Flight();
            InvoiceCounts.tellLeaving(flight, companyId, id);
            flight.tell("DELETE FROM document_item WHERE company_id = ? AND document_id = ?", companyId, id);
            flight.tell("DELETE FROM document WHERE company_id = ? AND id = ?", companyId, id);
            InvoiceCounts.tellGone(flight, companyId, stored.state());
            moveSequence(connection, flight, companyId, stored, sequence -> sequence.deleted(id));
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
        return locked(companyId, id, (connection, stored) -> {
            stored.checkConvertible();
            Instant now = clock.after(stored.updatedAt());
            Flight flight = new Flight();
            InvoiceCounts.tellLeaving(flight, companyId, id);
            flight.tell(
                    "UPDATE document SET kind = 'credit_note', updated_at = ? WHERE company_id = ? AND id = ?",
                    now,
                    companyId,
                    id);
            InvoiceCounts.tellGone(flight, companyId, stored.state());
            flight.fly(connection);
            return stored.with(stored.contents(), now);
        });
    }

    private Invoice editDraft(Connection connection, Caller caller, Invoice stored, Edit edit) throws SQLException {
        long companyId = caller.companyId();
        Complaints complaints = edit.complaints();
        InvoiceTerms.check(edit.contents(), complaints);
        complaints.throwIfAny();
        boolean newReference = !edit.reference().equals(stored.reference());
        boolean[] taken = new boolean[1];
        InvoiceLookups lookups = new InvoiceLookups();
        Flight look = new Flight();
        lookups.ask(look, List.of(new InvoiceLookups.Asked(companyId, edit.contents())));
        ItemIds.Reservation ids = itemIds.reserve(
                (int) edit.contents().items().stream()
                        .filter(item -> item.id() == 0)
                        .count(),
                look);
        if (newReference) {
            look.ask(
                    "SELECT 1 FROM document WHERE company_id = ? AND reference = ?",
                    rows -> taken[0] = rows.next(),
                    companyId,
                    edit.reference().text());
        }
        look.fly(connection);
        InvoiceTerms terms = InvoiceTerms.settle(edit.contents(), lookups.of(companyId, edit.contents()), complaints);
        complaints.addIf(taken[0], Invoices.REFERENCE_TAKEN);
        complaints.throwIfAny();
        Invoice changed = identified(stored.changed(edit.reference(), terms, clock.after(stored.updatedAt())), ids);
        Flight write = new Flight();
        InvoiceCounts.tellLeaving(write, companyId, stored.id());
        InvoiceUpdate.tell(write, companyId, changed);
        InvoiceCounts.tellEntering(write, companyId, stored.id());
        if (newReference) {
            moveSequence(
                    connection,
                    write,
                    companyId,
                    stored,
                    sequence -> sequence.edited(stored.id(), changed.reference()));
            tellNewReference(write, caller, stored, changed);
        }
        write.fly(connection);
        ids.release();
        return changed;
    }

    private static void tellNewReference(Flight flight, Caller caller, Invoice before, Invoice after) {
        ReferenceEvents events = new ReferenceEvents();
        events.add(
                caller.companyId(),
                ReferenceEvents.Kind.CHANGED,
                before.reference(),
                before.id(),
                caller.userId(),
                after.updatedAt());
        events.add(
                caller.companyId(),
                ReferenceEvents.Kind.EXPLICIT,
                after.reference(),
                after.id(),
                caller.userId(),
                after.updatedAt());
        events.tell(flight);
    }

    private static Invoice identified(Invoice invoice, ItemIds.Reservation ids) {
        List<InvoiceItem> items = invoice.items().stream()
                .map(item -> item.id() == 0 ? item.withId(ids.next()) : item)
                .toList();
        return invoice.with(invoice.contents().with(items), invoice.updatedAt());
    }

    private Invoice editEmails(Connection connection, long companyId, Invoice stored, Edit edit) throws SQLException {
        Complaints complaints = edit.complaints();
        complaints.addIf(!edit.reference().equals(stored.reference()), "reference is locked and cannot be changed");
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

    /** Moves the document's sequence as told, or back to the newest numbered document before it. */
    private static void moveSequence(
            Connection connection,
            Flight write,
            long companyId,
            Invoice stored,
            Function<ReferenceSequence, Boolean> move)
            throws SQLException {
        ReferenceSequences sequences = new ReferenceSequences();
        Flight look = new Flight();
        sequences.ask(look, List.of(new ReferenceSequences.Key(companyId, stored.scope())));
        look.fly(connection);
        ReferenceSequence sequence = sequences.of(companyId, stored.scope());
        if (move.apply(sequence)) {
            fallBack(connection, companyId, stored, sequence);
        }
        sequences.tell(write);
    }

    private static void fallBack(Connection connection, long companyId, Invoice stored, ReferenceSequence sequence)
            throws SQLException {
        sequence.fallBackTo(null, 0);
        Flight.Reader reader = rows -> {
            if (rows.next()) {
                sequence.fallBackTo(new Reference(rows.getString(1)), rows.getLong(2));
            }
        };
        Flight look = new Flight();
        if (stored.scope().ownerId() == 0) {
            look.ask(NEWEST_GLOBAL, reader, companyId, stored.id(), companyId, companyId, stored.id());
        } else {
            look.ask(
                    NEWEST_OF_SCOPE,
                    reader,
                    companyId,
                    stored.id(),
                    stored.scope().ownerId(),
                    stored.scope().kind().word());
        }
        look.fly(connection);
    }

    @FunctionalInterface
    private interface Change {
        Invoice apply(Connection connection, Invoice stored) throws SQLException;
    }

    private Invoice locked(long companyId, long id, Change change) {
        ConnectionCallback<Invoice> callback = connection -> {
            Flight lock = new Flight();
            DocumentRegister.lock(lock, companyId);
            lock.fly(connection);
            return change.apply(connection, invoices.get(companyId, id));
        };
        @Nullable Invoice changed = transactions.execute(status -> jdbc.execute(callback));
        if (changed == null) {
            throw new IllegalStateException("a change came to nothing");
        }
        return changed;
    }
}
