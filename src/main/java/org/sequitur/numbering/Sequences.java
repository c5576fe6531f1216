package org.sequitur.numbering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceEvents;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.reference.ReferenceSequence;
import org.sequitur.reference.ReferenceSequences;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The sequences of a company: looking at what comes next, and setting it. */
@Component
final class Sequences {

    /** The company's own is always there; what belonged to a contact or project that is gone can give nothing any more. */
    private static final String IN_USE = """
            FROM (SELECT 'global' AS scope, CAST(0 AS bigint) AS owner_id
                  UNION
                  SELECT s.scope, s.owner_id FROM reference_sequence s
                  WHERE s.company_id = ?
                      AND (s.scope = 'global'
                          OR (s.scope = 'contact' AND EXISTS (
                              SELECT 1 FROM contact c WHERE c.company_id = s.company_id AND c.id = s.owner_id))
                          OR (s.scope = 'project' AND EXISTS (
                              SELECT 1 FROM project p WHERE p.company_id = s.company_id AND p.id = s.owner_id)))
                 ) AS in_use
            """;

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final TransactionTemplate reading;
    private final RecordClock clock;

    /** A page of a list. */
    record Page(long total, List<SequenceState> sequences) {}

    Sequences(
            JdbcClient jdbc,
            RegisterTransactions registers,
            PlatformTransactionManager transactionManager,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.clock = clock;
        this.reading = new TransactionTemplate(transactionManager);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The company's first, then those of contacts and of projects by id. */
    Page page(long companyId, ListQuery query) {
        return Objects.requireNonNull(reading.execute(status -> {
            long total = jdbc.sql("SELECT count(*) " + IN_USE)
                    .params(companyId)
                    .query(Long.class)
                    .single();
            List<ReferenceSequence> sequences = jdbc.sql("SELECT page.scope, page.owner_id, s.last_reference, "
                            + "s.last_document_id, s.chosen_reference FROM (SELECT * " + IN_USE + """
                            ORDER BY scope <> 'global', scope, owner_id LIMIT ? OFFSET ?) AS page
                            LEFT JOIN reference_sequence s
                                ON s.company_id = ? AND s.scope = page.scope AND s.owner_id = page.owner_id
                            ORDER BY page.scope <> 'global', page.scope, page.owner_id
                            """)
                    .params(companyId, query.perPage(), query.offset(), companyId)
                    .query((row, number) -> ReferenceSequences.read(row, 1))
                    .list();
            return new Page(total, states(companyId, sequences));
        }));
    }

    /** @throws WireException 404 when the company has no such contact or project */
    SequenceState get(long companyId, ReferenceScope scope) {
        return Objects.requireNonNull(reading.execute(status -> {
            checkOwner(companyId, scope, "");
            ReferenceSequence sequence = jdbc.sql("""
                            SELECT scope, owner_id, last_reference, last_document_id, chosen_reference
                            FROM reference_sequence WHERE company_id = ? AND scope = ? AND owner_id = ?
                            """)
                    .params(companyId, scope.kind().word(), scope.ownerId())
                    .query((row, number) -> ReferenceSequences.read(row, 1))
                    .optional()
                    .orElse(ReferenceSequence.empty(scope));
            return states(companyId, List.of(sequence)).getFirst();
        }));
    }

    /**
     * The next document of the sequence gets this reference, whatever came before it.
     *
     * @param complaints about the reference
     * @throws WireException 404 when the company has no such contact or project, 422 when there are complaints or a document has
     *     the reference, 403 when the company numbers in strict series
     */
    void choose(Caller caller, ReferenceScope scope, Reference next, Complaints complaints) {
        registers.run(caller.companyId(), connection -> {
            checkOwner(caller.companyId(), scope, "FOR KEY SHARE");
            complaints.throwIfAny();
            if (isStrict(caller.companyId())) {
                throw WireException.forbidden(
                        "This company numbers in strict series: what comes next in a sequence has no effect");
            }
            write(connection, caller, scope, next);
            return true;
        });
    }

    /** Whether drafts take no number, so that sequences rest. */
    private boolean isStrict(long companyId) {
        return jdbc.sql("SELECT strict_since IS NOT NULL FROM company WHERE id = ?")
                .param(companyId)
                .query(Boolean.class)
                .single();
    }

    private void write(Connection connection, Caller caller, ReferenceScope scope, Reference next) throws SQLException {
        boolean[] taken = new boolean[1];
        ReferenceSequences sequences = new ReferenceSequences();
        Flight look = new Flight();
        sequences.ask(look, List.of(new ReferenceSequences.Key(caller.companyId(), scope)));
        look.ask(
                "SELECT 1 FROM document WHERE company_id = ? AND reference = ?",
                rows -> taken[0] = rows.next(),
                caller.companyId(),
                next.text());
        look.fly(connection);
        if (taken[0]) {
            throw WireException.invalid("next_reference has already been taken");
        }
        sequences.of(caller.companyId(), scope).choose(next);
        ReferenceEvents events = new ReferenceEvents();
        events.add(caller.companyId(), ReferenceEvents.Kind.CHOSEN, next, null, caller.userId(), clock.now());
        Flight flight = new Flight();
        sequences.tell(flight);
        events.tell(flight);
        flight.fly(connection);
    }

    private List<SequenceState> states(long companyId, List<ReferenceSequence> sequences) {
        List<@Nullable Reference> next = isStrict(companyId)
                ? Collections.nCopies(sequences.size(), null)
                : new NextReferences(jdbc, companyId).of(sequences);
        List<SequenceState> states = new ArrayList<>(sequences.size());
        for (int i = 0; i < sequences.size(); i++) {
            ReferenceSequence sequence = sequences.get(i);
            states.add(new SequenceState(sequence.scope(), sequence.last(), next.get(i)));
        }
        return states;
    }

    private void checkOwner(long companyId, ReferenceScope scope, String lock) {
        String table = switch (scope.kind()) {
            case GLOBAL -> null;
            case CONTACT -> "contact";
            case PROJECT -> "project";
        };
        if (table != null
                && jdbc.sql("SELECT id FROM " + table + " WHERE company_id = ? AND id = ? " + lock)
                        .params(companyId, scope.ownerId())
                        .query(Long.class)
                        .optional()
                        .isEmpty()) {
            throw WireException.notFound();
        }
    }
}
