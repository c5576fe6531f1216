package org.sequitur.invoice;

import java.time.LocalDate;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/** A credit note and its lines as they are written on the wire. */
final class CreditNoteRepresentation {

    private CreditNoteRepresentation() {}

    /** Below the root {@code credit_note}, with the lines. */
    static Body single(Invoice note, LocalDate today) {
        return out -> out.object("credit_note", attributes -> write(attributes, note, today, true));
    }

    static void write(WireWriter out, Invoice note, LocalDate today, boolean withItems) {
        InvoiceStatus status = InvoiceStatus.of(note, today);
        out.reference("url", "credit_notes", note.id());
        InvoiceRepresentation.writeCommon(out, note);
        out.decimal("refunded_value", note.paidValue());
        out.decimal("due_value", note.dueValue());
        out.text("status", status.word());
        out.text("long_status", status.inWords(note.dueOn(), note.paidOn(), today));
        out.date("refunded_on", note.paidOn());
        if (withItems) {
            out.list(
                    "credit_note_items",
                    "credit_note_item",
                    note.items(),
                    (line, item) -> InvoiceRepresentation.writeItem(line, note, item));
        }
    }
}
