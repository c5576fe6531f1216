package org.sequitur.reference;

import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/**
 * The references of the documents that one transaction creates, in as many companies and scopes as it takes. What a document may
 * need is announced before the flight that locks the registers and looks; references are then given in memory, in order.
 */
public final class DocumentNumbering {

    private record ReferenceKey(long companyId, String text) {}

    private final ReferenceSequences sequences = new ReferenceSequences();
    private final Map<Long, UsedReferences> used = new HashMap<>();
    private final Set<ReferenceSequences.Key> possible = new LinkedHashSet<>();
    private final Set<ReferenceKey> explicit = new LinkedHashSet<>();
    private final Set<ReferenceKey> usedExplicitly = new HashSet<>();

    /** A document whose reference may come from any of these scopes; which, is decided after the look. */
    public void announce(long companyId, Collection<ReferenceScope> scopes, @Nullable Reference asked) {
        scopes.forEach(scope -> possible.add(new ReferenceSequences.Key(companyId, scope)));
        if (asked != null) {
            explicit.add(new ReferenceKey(companyId, asked.text()));
        }
    }

    /** Adds the questions to a flight that has locked the registers before. */
    public void ask(Flight flight) {
        sequences.ask(flight, possible);
        if (!explicit.isEmpty()) {
            Rows wanted = new Rows("bigint", "text");
            explicit.forEach(key -> wanted.add(key.companyId(), key.text()));
            flight.ask(
                    """
                    SELECT company_id, reference FROM document
                    JOIN %s AS wanted(company_id, reference) USING (company_id, reference)
                    WHERE document.company_id = ANY(?)
                    """.formatted(wanted.unnest()),
                    rows -> {
                        while (rows.next()) {
                            usedExplicitly.add(new ReferenceKey(rows.getLong(1), rows.getString(2)));
                        }
                    },
                    wanted.columnsAndCompanies());
        }
    }

    /**
     * To be called once the flight has flown, before anything is numbered.
     *
     * @param careful whether each automatic reference is looked up before it is given, on this connection
     */
    public void begin(Connection connection, boolean careful) {
        possible.forEach(key -> used.computeIfAbsent(
                key.companyId(), companyId -> new UsedReferences(careful ? search(connection, companyId) : null)));
        usedExplicitly.forEach(key -> of(key.companyId()).add(new Reference(key.text())));
    }

    private static UsedReferences.Search search(Connection connection, long companyId) {
        return references -> {
            Set<String> found = new HashSet<>();
            new Flight()
                    .ask(
                            "SELECT reference FROM document WHERE company_id = ? AND reference = ANY(?)",
                            rows -> {
                                while (rows.next()) {
                                    found.add(rows.getString(1));
                                }
                            },
                            companyId,
                            references.toArray(String[]::new))
                    .fly(connection);
            return found;
        };
    }

    private UsedReferences of(long companyId) {
        UsedReferences references = used.get(companyId);
        if (references == null) {
            throw new IllegalStateException("company " + companyId + " was not announced");
        }
        return references;
    }

    public boolean isTaken(long companyId, Reference reference) {
        return of(companyId).contains(reference);
    }

    /** What the next document of the scope gets: what it asked for, or else what follows. Nothing is taken yet. */
    public Reference next(long companyId, ReferenceScope scope, @Nullable Reference asked) {
        return asked == null ? sequences.of(companyId, scope).next(of(companyId)::contains) : asked;
    }

    /** Whether the next document of the scope would get this reference without asking for it. */
    public boolean isNext(long companyId, ReferenceScope scope, Reference reference) {
        return next(companyId, scope, null).equals(reference);
    }

    /** The document has the reference. */
    public void take(long companyId, ReferenceScope scope, long documentId, Reference reference) {
        of(companyId).add(reference);
        sequences.of(companyId, scope).created(documentId, reference);
    }

    /** Where {@link #undo} goes back to. */
    public ReferenceSequences.Mark mark() {
        return sequences.mark();
    }

    /** As if these references had not been taken since the mark. */
    public void undo(ReferenceSequences.Mark mark, long companyId, List<Reference> references) {
        sequences.undo(mark);
        references.forEach(of(companyId)::remove);
    }

    /** Adds the writing of every sequence that has moved. */
    public void tell(Flight flight) {
        sequences.tell(flight);
    }
}
