package org.sequitur.freeagent;

import java.time.Instant;
import org.sequitur.archive.CompanyImport;
import org.sequitur.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the sequences of a company stand that was numbered elsewhere: each at its newest document, as if it had been numbered here. A
 * number that is missing before a document is written down as passed over when the company came.
 */
public final class SourceNumbering {

    private static final String SEQUENCES = """
            INSERT INTO reference_sequence (company_id, scope, owner_id, last_reference, last_document_id)
            SELECT DISTINCT ON (sequence_scope, sequence_owner_id)
                   company_id, sequence_scope, sequence_owner_id, reference, id
            FROM document WHERE company_id = ? AND right(reference, 1) COLLATE "C" BETWEEN '0' AND '9'
            ORDER BY sequence_scope, sequence_owner_id, id DESC
            """;

    private static final String LEAPS = """
            INSERT INTO reference_event (company_id, kind, reference, document_id, user_id, happened_at)
            SELECT company_id, 'imported', reference, id, ?, ? FROM (
                SELECT company_id, reference, id, number,
                       lag(number) OVER (PARTITION BY stem ORDER BY number) AS before
                FROM (SELECT company_id, reference, id, reference_stem(reference) COLLATE "C" AS stem,
                             reference_number(reference) AS number
                      FROM document
                      WHERE company_id = ? AND right(reference, 1) COLLATE "C" BETWEEN '0' AND '9') AS numbered
            ) AS following
            WHERE number - before > 1
            ORDER BY id
            """;

    private final JdbcClient jdbc;

    public SourceNumbering(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void write(CompanyImport.Loaded company, Instant now) {
        jdbc.sql(SEQUENCES).param(company.companyId()).update();
        jdbc.sql(LEAPS)
                .params(company.ownerId(), Columns.timestamp(now), company.companyId())
                .update();
    }
}
