package org.sequitur.reference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/** The sequences that one transaction works with: read and written by the flights of whoever holds the registers. */
public final class ReferenceSequences {

    /** A sequence of a company. */
    public record Key(long companyId, ReferenceScope scope) {}

    private final Map<Key, ReferenceSequence> sequences = new HashMap<>();
    private final Set<Key> stored = new HashSet<>();

    public void ask(Flight flight, Collection<Key> keys) {
        Rows wanted = new Rows("bigint", "text", "bigint");
        for (Key key : keys) {
            wanted.add(key.companyId(), key.scope().kind().word(), key.scope().ownerId());
        }
        flight.ask(
                """
                SELECT s.company_id, s.scope, s.owner_id, s.last_reference, s.last_document_id, s.chosen_reference
                FROM %s AS wanted(company_id, scope, owner_id)
                JOIN reference_sequence s USING (company_id, scope, owner_id)
                WHERE s.company_id = ANY(?)
                """.formatted(wanted.unnest()),
                rows -> {
                    while (rows.next()) {
                        ReferenceSequence sequence = read(rows, 2);
                        Key key = new Key(rows.getLong(1), sequence.scope());
                        stored.add(key);
                        sequences.put(key, sequence);
                    }
                },
                wanted.columnsAndCompanies());
    }

    /** Reads a row of scope, owner, last reference, its document, and the chosen one, from a column on. */
    public static ReferenceSequence read(ResultSet rows, int from) throws SQLException {
        return new ReferenceSequence(
                ReferenceScope.of(rows.getString(from), rows.getLong(from + 1)),
                reference(rows, from + 2),
                rows.getLong(from + 3),
                reference(rows, from + 4));
    }

    private static @Nullable Reference reference(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? null : new Reference(text);
    }

    public ReferenceSequence of(long companyId, ReferenceScope scope) {
        return sequences.computeIfAbsent(new Key(companyId, scope), key -> ReferenceSequence.empty(key.scope()));
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
        Rows moved = rowsOf(key -> stored.contains(key));
        if (!moved.isEmpty()) {
            flight.tell("""
                    UPDATE reference_sequence s
                    SET last_reference = moved.last_reference, last_document_id = moved.last_document_id,
                        chosen_reference = moved.chosen_reference
                    FROM %s AS moved(company_id, scope, owner_id, last_reference, last_document_id, chosen_reference)
                    WHERE s.company_id = moved.company_id AND s.scope = moved.scope AND s.owner_id = moved.owner_id
                      AND s.company_id = ANY(?)
                    """.formatted(moved.unnest()), moved.columnsAndCompanies());
        }
        Rows begun = rowsOf(key -> !stored.contains(key));
        if (!begun.isEmpty()) {
            flight.tell("""
                    INSERT INTO reference_sequence
                        (company_id, scope, owner_id, last_reference, last_document_id, chosen_reference)
                    SELECT * FROM %s
                    """.formatted(begun.unnest()), begun.columns());
        }
    }

    private Rows rowsOf(Predicate<Key> which) {
        Rows rows = new Rows("bigint", "text", "bigint", "text", "bigint", "text");
        sequences.forEach((key, sequence) -> {
            if (sequence.hasMoved() && which.test(key)) {
                Reference last = sequence.last();
                Reference chosen = sequence.chosen();
                rows.add(
                        key.companyId(),
                        key.scope().kind().word(),
                        key.scope().ownerId(),
                        last == null ? null : last.text(),
                        last == null ? null : sequence.lastDocumentId(),
                        chosen == null ? null : chosen.text());
            }
        });
        return rows;
    }
}
