package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceSequence;
import org.sequitur.reference.ReferenceSequences;
import org.sequitur.store.Flight;

/** What happens to the sequence of an invoice that takes another reference, or goes. */
final class SequenceMove {

    private static final String NEWEST_OF_SCOPE = """
            SELECT reference, id FROM document
            WHERE company_id = ? AND id < ? AND reference ~ '[0-9]$' AND sequence_owner_id = ? AND sequence_scope = ?
                AND sequence_scope <> 'global' AND series_id IS NULL
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
                    AND sequence_scope = 'global' AND reference ~ '[0-9]$' AND series_id IS NULL
                ORDER BY id DESC LIMIT 1) AS d
            ORDER BY b.last_id DESC LIMIT 1
            """;

    private SequenceMove() {}

    /** Moves the document's sequence as told, or back to the newest numbered document before it. */
    static void tell(
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
}
