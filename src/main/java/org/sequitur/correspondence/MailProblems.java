package org.sequitur.correspondence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.ListQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What keeps mails from being sent by themselves. */
@Component
final class MailProblems {

    static final Duration RETRY = Duration.ofHours(1);

    /** Of invoices that still wait for their mail. */
    private static final String STANDING = """
            FROM mail_problem p JOIN document d ON d.company_id = p.company_id AND d.id = p.document_id
            WHERE p.company_id = ? AND CASE p.cause
                WHEN 'scheduled' THEN d.state = 'scheduled'
                WHEN 'reminder' THEN d.state = 'sent' AND d.send_reminder_emails AND d.paid_value < d.total_value
                ELSE d.state = 'sent' AND d.send_thank_you_emails AND d.paid_on IS NOT NULL AND d.thanked_at IS NULL END
            """;

    private final JdbcClient jdbc;
    private final RecordClock clock;

    MailProblems(JdbcClient jdbc, RecordClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long count(long companyId) {
        return jdbc.sql("SELECT count(*) " + STANDING)
                .param(companyId)
                .query(Long.class)
                .single();
    }

    List<MailProblem> page(long companyId, ListQuery query) {
        return jdbc.sql("SELECT p.* " + STANDING + "ORDER BY p.document_id, p.cause LIMIT ? OFFSET ?")
                .params(companyId, query.perPage(), query.offset())
                .query((row, number) -> new MailProblem(
                        row.getLong("document_id"),
                        row.getString("cause"),
                        row.getString("problem"),
                        Columns.instant(row, "noted_at"),
                        Columns.instant(row, "retry_at")))
                .list();
    }

    /** Adds the note of a problem. It counts from the last change of the invoice and its contact on: clocks step back. */
    void tell(Flight write, long companyId, long invoiceId, Cause cause, String problem) {
        Instant now = clock.now();
        write.tell("""
                INSERT INTO mail_problem (company_id, document_id, cause, problem, noted_at, retry_at)
                SELECT d.company_id, d.id, ?, ?, greatest(?, d.updated_at, c.updated_at), ?
                FROM document d JOIN contact c ON c.company_id = d.company_id AND c.id = d.contact_id
                WHERE d.company_id = ? AND d.id = ?
                ON CONFLICT (company_id, document_id, cause) DO UPDATE SET problem = EXCLUDED.problem,
                    noted_at = EXCLUDED.noted_at, retry_at = EXCLUDED.retry_at
                """, cause.word(), problem, now, now.plus(RETRY), companyId, invoiceId);
    }

    /** Adds that there is none any more. */
    void tellSolved(Flight write, long companyId, long invoiceId, Cause cause) {
        write.tell(
                "DELETE FROM mail_problem WHERE company_id = ? AND document_id = ? AND cause = ?",
                companyId,
                invoiceId,
                cause.word());
    }
}
