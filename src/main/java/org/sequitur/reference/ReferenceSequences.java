package org.sequitur.reference;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/** The sequences that one transaction works with: read and written by the flights of whoever holds the registers. */
public final class ReferenceSequences {

    /** A sequence of a company. */
    public record Key(long companyId, ReferenceScope scope) {}

    private final Map<Key, ReferenceSequence> sequences = new HashMap<>();

    public void ask(Flight flight, Collection<Key> keys) {
        Rows wanted = new Rows("bigint", "text", "bigint");
        for (Key key : keys) {
            wanted.add(key.companyId(), key.scope().kind().word(), key.scope().ownerId());
        }
        flight.ask(
                """
                SELECT s.company_id, s.scope, s.owner_id, s.last_reference, s.last_document_id
                FROM %s AS wanted(company_id, scope, owner_id)
                JOIN reference_sequence s USING (company_id, scope, owner_id)
                """.formatted(wanted.unnest()),
                rows -> {
                    while (rows.next()) {
                        ReferenceScope scope = ReferenceScope.of(rows.getString(2), rows.getLong(3));
                        String last = rows.getString(4);
                        sequences.put(
                                new Key(rows.getLong(1), scope),
                                new ReferenceSequence(
                                        scope, last == null ? null : new Reference(last), rows.getLong(5)));
                    }
                },
                wanted.columns());
    }

    public ReferenceSequence of(long companyId, ReferenceScope scope) {
        return sequences.computeIfAbsent(new Key(companyId, scope), key -> new ReferenceSequence(key.scope(), null, 0));
    }

    /** The sequences as they were at a moment. */
    public record Mark(Map<Key, ReferenceSequence> sequences) {}

    Mark mark() {
        Map<Key, ReferenceSequence> copies = new HashMap<>();
        sequences.forEach((key, sequence) -> copies.put(key, sequence.copy()));
        return new Mark(copies);
    }

    void undo(Mark mark) {
        sequences.clear();
        sequences.putAll(mark.sequences());
    }

    /** Adds the writing of every sequence that has moved. */
    public void tell(Flight flight) {
        Rows moved = new Rows("bigint", "text", "bigint", "text", "bigint");
        sequences.forEach((key, sequence) -> {
            if (sequence.hasMoved()) {
                Reference last = sequence.last();
                moved.add(
                        key.companyId(),
                        key.scope().kind().word(),
                        key.scope().ownerId(),
                        last == null ? null : last.text(),
                        last == null ? null : sequence.lastDocumentId());
            }
        });
        if (!moved.isEmpty()) {
            flight.tell("""
                    INSERT INTO reference_sequence (company_id, scope, owner_id, last_reference, last_document_id)
                    SELECT * FROM %s
                    ON CONFLICT (company_id, scope, owner_id)
                    DO UPDATE SET last_reference = EXCLUDED.last_reference, last_document_id = EXCLUDED.last_document_id
                    """.formatted(moved.unnest()), moved.columns());
        }
    }
}
