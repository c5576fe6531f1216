package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import org.sequitur.reference.ReferenceEvents;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;

/** The change of a draft, in the transaction that holds the company's register: it looks, settles and writes. */
final class DraftEdit {

    private final ItemIds itemIds;
    private final RecordClock clock;

    DraftEdit(ItemIds itemIds, RecordClock clock) {
        this.itemIds = itemIds;
        this.clock = clock;
    }

    Invoice write(Connection connection, Caller caller, Invoice stored, InvoiceChanges.Edit edit) throws SQLException {
        long companyId = caller.companyId();
        Complaints complaints = edit.complaints();
        InvoiceContents contents = completed(connection, edit);
        InvoiceTerms.check(stored.kind(), contents, complaints);
        complaints.throwIfAny();
        boolean newReference = !edit.reference().equals(stored.reference());
        boolean[] taken = new boolean[1];
        InvoiceLookups lookups = new InvoiceLookups();
        Flight look = new Flight();
        lookups.ask(look, List.of(new InvoiceLookups.Asked(companyId, contents)));
        ItemIds.Reservation ids = itemIds.reserve(
                (int) contents.items().stream().filter(item -> item.id() == 0).count(), look);
        if (newReference) {
            look.ask(
                    "SELECT 1 FROM document WHERE company_id = ? AND reference = ?",
                    rows -> taken[0] = rows.next(),
                    companyId,
                    edit.reference().text());
        }
        look.fly(connection);
        complaints.addIf(newReference && lookups.isStrict(companyId), Invoices.NUMBERED_WHEN_ISSUED);
        Surroundings around = lookups.of(companyId, contents);
        InvoiceTerms.checkProperty(contents, around.seller(), complaints);
        InvoiceTerms terms = InvoiceTerms.settle(contents, around, complaints);
        complaints.addIf(taken[0], Invoices.REFERENCE_TAKEN);
        complaints.throwIfAny();
        Invoice changed = identified(stored.changed(edit.reference(), terms, clock.after(stored.updatedAt())), ids);
        tell(connection, caller, stored, changed, edit);
        ids.releaseUncommitted();
        return changed;
    }

    /** With the lines of what it is to bill from now on. */
    private static InvoiceContents completed(Connection connection, InvoiceChanges.Edit edit) throws SQLException {
        InvoiceOrigin origin = edit.origin();
        if (origin == null) {
            return edit.contents();
        }
        Flight look = new Flight();
        origin.ask(look);
        look.fly(connection);
        origin.take(new HashSet<>());
        return edit.contents().withMore(origin.lines());
    }

    private static void tell(
            Connection connection, Caller caller, Invoice stored, Invoice changed, InvoiceChanges.Edit edit)
            throws SQLException {
        long companyId = caller.companyId();
        Flight write = new Flight();
        InvoiceCounts.tellLeaving(write, companyId, stored.id());
        InvoiceUpdate.tell(write, companyId, changed);
        InvoiceCounts.tellEntering(write, companyId, stored.id());
        if (edit.origin() != null) {
            edit.origin()
                    .tell(
                            write,
                            changed,
                            changed.lastItems(edit.origin().lines().size()));
        }
        if (!changed.reference().equals(stored.reference())) {
            SequenceMove.tell(
                    connection,
                    write,
                    companyId,
                    stored,
                    sequence -> sequence.edited(stored.id(), changed.reference()));
            tellNewReference(write, caller, stored, changed);
        }
        write.fly(connection);
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

    /** With ids for the lines that are new. */
    static Invoice identified(Invoice invoice, ItemIds.Reservation ids) {
        List<InvoiceItem> items = invoice.items().stream()
                .map(item -> item.id() == 0 ? item.withId(ids.next()) : item)
                .toList();
        return invoice.with(invoice.contents().with(items), invoice.updatedAt());
    }
}
