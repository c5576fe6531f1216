package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.sequitur.verification.Check;

/**
 * What is counted about invoices ({@code docs/internals/lists.md}) is what there is. A document that was taken away or changed
 * behind the server's back is missing in one and not in the other.
 */
public final class CountsCheck implements Check {

    private static final String REGISTER = """
            SELECT format('the register counts %s invoices that are %s, and there are %s', r.counted, r.state, r.there)
            FROM (
                SELECT s.state, s.counted,
                       (SELECT count(*) FROM document d
                        WHERE d.company_id = r.company_id AND d.kind = 'invoice' AND d.state = s.state) AS there
                FROM document_register r
                CROSS JOIN LATERAL (VALUES ('draft', invoices_draft), ('scheduled', invoices_scheduled),
                                           ('sent', invoices_sent), ('cancelled', invoices_cancelled)) AS s(state, counted)
                WHERE r.company_id = ?) AS r
            WHERE r.counted <> r.there
            """;

    /** The two orders name their blocks by other columns, and each has its own index. */
    private static final String IN_BLOCK_BY_CREATION = "t.id > b.after_id AND t.id <= b.last_id";

    private static final String IN_BLOCK_BY_CHANGE = """
            (t.updated_at, t.id) > (b.after_updated_at, b.after_id)
            AND (t.updated_at, t.id) <= (b.last_updated_at, b.last_id)""";

    private static final String BLOCKS = """
            SELECT format('the block of invoices up to %%s in the order of being %%s is counted wrongly', b.last_id, b.sorting)
            FROM document_block b
            LEFT JOIN LATERAL (
                SELECT count(*) AS invoices, sum(t.drafts) AS drafts, sum(t.scheduled) AS scheduled, sum(t.unpaid) AS unpaid,
                       sum(t.paid) AS paid, sum(t.thank_you_emails) AS thank_you_emails,
                       sum(t.reminder_emails) AS reminder_emails
                FROM document_tally t WHERE t.company_id = b.company_id AND %s) AS t ON true
            WHERE b.company_id = ? AND b.sorting = '%s'
              AND (b.invoices, b.drafts, b.scheduled, b.unpaid, b.paid, b.thank_you_emails, b.reminder_emails)
                  <> (t.invoices, coalesce(t.drafts, 0), coalesce(t.scheduled, 0), coalesce(t.unpaid, 0), coalesce(t.paid, 0),
                      coalesce(t.thank_you_emails, 0), coalesce(t.reminder_emails, 0))
            ORDER BY b.last_updated_at, b.last_id
            """;

    /** Of each block by itself, from an index: joined with all blocks at once, every invoice would be held against every block. */
    private static final String BLOCK_DAYS = """
            WITH there AS (
                SELECT b.sorting, b.last_updated_at, b.last_id, t.day, t.dated, t.dated_unpaid, t.due
                FROM document_block b
                CROSS JOIN LATERAL (
                    SELECT t.day, sum(t.dated) AS dated, sum(t.dated_unpaid) AS dated_unpaid, sum(t.due) AS due
                    FROM document_day_tally t WHERE t.company_id = b.company_id AND %1$s GROUP BY t.day) AS t
                WHERE b.company_id = ? AND b.sorting = '%2$s'
            ), counted AS (
                SELECT sorting, last_updated_at, last_id, day, dated, dated_unpaid, due FROM document_block_day
                WHERE company_id = ? AND sorting = '%2$s' AND (dated, dated_unpaid, due) <> (0, 0, 0)
            )
            SELECT format('the days of the block up to %%s in the order of being %%s are counted wrongly', last_id, sorting)
            FROM (
                (SELECT * FROM there EXCEPT ALL SELECT * FROM counted)
                UNION (SELECT * FROM counted EXCEPT ALL SELECT * FROM there)) AS wrong
            GROUP BY sorting, last_updated_at, last_id ORDER BY last_updated_at, last_id
            """;

    private static final String EVENTS = """
            WITH there AS (
                SELECT day, count(*) AS events FROM document_event WHERE company_id = ? GROUP BY day
            )
            SELECT format('%s events of %s are counted, and there are %s',
                          coalesce(c.events, 0), day, coalesce(there.events, 0))
            FROM (SELECT day, events FROM document_event_day WHERE company_id = ?) AS c FULL JOIN there USING (day)
            WHERE coalesce(c.events, 0) <> coalesce(there.events, 0)
            ORDER BY day
            """;

    private static final List<String> QUERIES = List.of(
            REGISTER,
            BLOCKS.formatted(IN_BLOCK_BY_CREATION, "created"),
            BLOCKS.formatted(IN_BLOCK_BY_CHANGE, "updated"),
            BLOCK_DAYS.formatted(IN_BLOCK_BY_CREATION, "created"),
            BLOCK_DAYS.formatted(IN_BLOCK_BY_CHANGE, "updated"),
            EVENTS);

    @Override
    public void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        for (String query : QUERIES) {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                    statement.setLong(i, companyId);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        breach.accept(rows.getString(1));
                    }
                }
            }
        }
    }
}
