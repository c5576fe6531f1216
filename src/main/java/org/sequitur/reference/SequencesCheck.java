package org.sequitur.reference;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.sequitur.verification.Check;

/** Each sequence stands at the newest of its documents whose reference ends in a digit, or at none if there is none. */
public final class SequencesCheck implements Check {

    private static final String ASTRAY = """
            WITH newest AS (
                SELECT sequence_scope AS scope, sequence_owner_id AS owner_id, max(id) AS id
                FROM document WHERE company_id = ? AND right(reference, 1) COLLATE "C" BETWEEN '0' AND '9'
                    AND series_id IS NULL
                GROUP BY sequence_scope, sequence_owner_id
            ), there AS (
                SELECT newest.scope, newest.owner_id, newest.id, d.reference
                FROM newest JOIN document d ON d.company_id = ? AND d.id = newest.id
            ), stored AS (
                SELECT scope, owner_id, last_document_id AS id, last_reference AS reference
                FROM reference_sequence WHERE company_id = ?
            )
            SELECT format('the sequence of %s stands at %s, and its newest document %s',
                          CASE scope WHEN 'global' THEN 'the company' ELSE scope || ' ' || owner_id END,
                          coalesce(stored.reference || ' of document ' || stored.id, 'nothing'),
                          coalesce('is ' || there.id || ' with ' || there.reference, 'does not exist'))
            FROM stored FULL JOIN there USING (scope, owner_id)
            WHERE (stored.id, stored.reference) IS DISTINCT FROM (there.id, there.reference)
            ORDER BY scope, owner_id
            """;

    @Override
    public void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ASTRAY)) {
            statement.setLong(1, companyId);
            statement.setLong(2, companyId);
            statement.setLong(3, companyId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    breach.accept(rows.getString(1));
                }
            }
        }
    }
}
