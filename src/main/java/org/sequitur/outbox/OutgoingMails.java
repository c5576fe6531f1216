package org.sequitur.outbox;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.sequitur.outbox.AttemptOutcome.Standing;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Turn;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The mails of all companies on their way out. Each step is one statement, and no transaction is open while a mail server is waited
 * for: a {@link ClaimedMail#claim} holds a mail instead of a lock, and is over by itself when whoever made it has died.
 */
final class OutgoingMails {

    /** Where an enclosure of the document itself is. */
    private static final int OF_THE_DOCUMENT = 0;

    private final HouseConnections house;
    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final Duration lease;
    private final Duration keptAfterwards;
    private final OutboxFigures figures;

    /**
     * @param lease how long a claim holds; longer than any attempt takes
     * @param keptAfterwards how long enclosures are kept once their mail is done with
     */
    OutgoingMails(
            HouseConnections house, RecordClock clock, Duration lease, Duration keptAfterwards, OutboxFigures figures) {
        this.house = house;
        this.jdbc = house.jdbc();
        this.clock = clock;
        this.lease = lease;
        this.keptAfterwards = keptAfterwards;
        this.figures = figures;
    }

    /** Takes mails that are due, those first that have been so for the longest time; nobody else gets them. None of a held company. */
    List<ClaimedMail> claim(int most) {
        OffsetDateTime now = Columns.timestamp(clock.now());
        UUID claim = UUID.randomUUID();
        List<ClaimedMail> claimed = new ArrayList<>();
        for (Turn turn : house.turns("outgoing_mail WHERE state = 'waiting' AND next_attempt_at <= ?", now)) {
            if (claimed.size() < most) {
                claimed.addAll(claim(turn, claim, now, most - claimed.size()));
            }
        }
        return claimed;
    }

    private List<ClaimedMail> claim(Turn turn, UUID claim, OffsetDateTime now, int most) {
        return jdbc.sql("""
                        UPDATE outgoing_mail SET next_attempt_at = ?, claim = ?
                        WHERE %1$s AND (company_id, id) IN (
                            SELECT m.company_id, m.id FROM outgoing_mail m JOIN company c ON c.id = m.company_id
                            WHERE %2$s AND m.state = 'waiting' AND m.next_attempt_at <= ? AND c.held_since IS NULL
                            ORDER BY m.next_attempt_at, m.company_id, m.id LIMIT ? FOR UPDATE OF m SKIP LOCKED)
                        RETURNING company_id, id
                        """.formatted(turn.of("company_id"), turn.of("m.company_id")))
                .params(endOfLease(), claim, now, most)
                .query((row, number) -> new ClaimedMail(row.getLong(1), row.getLong(2), claim))
                .list();
    }

    private OffsetDateTime endOfLease() {
        return Columns.timestamp(clock.now().plus(lease));
    }

    /** Gives back what nothing was done with. */
    void release(ClaimedMail mail) {
        jdbc.sql("""
                        UPDATE outgoing_mail SET next_attempt_at = ?, claim = NULL
                        WHERE company_id = ? AND id = ? AND claim = ?
                        """)
                .params(Columns.timestamp(clock.now()), mail.companyId(), mail.id(), mail.claim())
                .update();
    }

    /**
     * Writes down that an attempt begins: from here on the mail may be sent. What such an entry of an earlier attempt was left by may
     * have sent it, too.
     *
     * @return the mail; nothing when it is not ours any more, or its company is held since it was taken
     */
    Optional<BegunMail> begin(ClaimedMail mail) {
        OffsetDateTime now = Columns.timestamp(clock.now());
        return jdbc.sql("""
                        UPDATE outgoing_mail SET attempts = attempts + 1, attempt_began_at = ?, next_attempt_at = ?,
                            may_repeat = may_repeat OR attempt_began_at IS NOT NULL, updated_at = ?
                        WHERE company_id = ? AND id = ? AND claim = ? AND state = 'waiting'
                            AND NOT EXISTS (
                                SELECT FROM company c WHERE c.id = outgoing_mail.company_id AND c.held_since IS NOT NULL)
                        RETURNING *
                        """)
                .params(now, endOfLease(), now, mail.companyId(), mail.id(), mail.claim())
                .query((row, number) -> begun(mail, row))
                .optional();
    }

    /** The files that go with a mail, in their order. */
    List<MailEnclosure> enclosures(ClaimedMail mail) {
        return jdbc.sql("""
                        SELECT file_name, content_type, data FROM mail_enclosure
                        WHERE company_id = ? AND mail_id = ? AND data IS NOT NULL ORDER BY position
                        """)
                .params(mail.companyId(), mail.id())
                .query((row, number) -> new MailEnclosure(row.getString(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    boolean hasDocument(ClaimedMail mail) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM mail_enclosure WHERE company_id = ? AND mail_id = ? AND position = ?)")
                .params(mail.companyId(), mail.id(), OF_THE_DOCUMENT)
                .query(Boolean.class)
                .single();
    }

    /** Keeps the document for all attempts; one that is there already stays. */
    void keepDocument(ClaimedMail mail, MailEnclosure document) {
        jdbc.sql("INSERT INTO mail_enclosure VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        mail.companyId(),
                        mail.id(),
                        OF_THE_DOCUMENT,
                        document.fileName(),
                        document.contentType(),
                        document.data())
                .update();
    }

    /**
     * Writes down what has become of an attempt. Once somebody has the mail that is written even when the claim was over: what
     * another process does meanwhile cannot make it unsent. What was not tried does not count as an attempt.
     */
    void end(BegunMail mail, AttemptOutcome outcome) {
        Instant now = clock.now();
        Standing standing = outcome.of(mail, outcome.wasTried() && mail.attempts() >= Retries.MOST_ATTEMPTS);
        ClaimedMail claimed = mail.claimed();
        jdbc.sql("""
                        UPDATE outgoing_mail SET state = :state, next_attempt_at = :next, claim = NULL, attempt_began_at = NULL,
                            attempts = attempts - :not_tried,
                            may_repeat = may_repeat OR :may_repeat, accepted = :accepted, refused = :refused, problem = :problem,
                            sent_at = :sent_at, enclosures_until = :until, updated_at = :now
                        WHERE company_id = :company AND id = :id AND state = 'waiting' AND (claim = :claim OR :somebody_has_it)
                        """)
                .param("state", standing.state())
                .param(
                        "next",
                        standing.isWaiting() ? timestamp(now.plus(wait(mail, outcome))) : null,
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("not_tried", outcome.wasTried() ? 0 : 1)
                .param("may_repeat", outcome.mayHaveSent())
                .param("accepted", standing.accepted().toArray(String[]::new))
                .param("refused", standing.refused().toArray(String[]::new))
                .param("problem", standing.problem(), Types.VARCHAR)
                .param("sent_at", standing.isSent() ? timestamp(now) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "until",
                        standing.isWaiting() ? null : timestamp(now.plus(keptAfterwards)),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", timestamp(now))
                .param("company", claimed.companyId())
                .param("id", claimed.id())
                .param("claim", claimed.claim())
                .param("somebody_has_it", !outcome.accepted().isEmpty())
                .update();
        figures.ended(standing);
    }

    private static Duration wait(BegunMail mail, AttemptOutcome outcome) {
        return Retries.after(outcome.wasTried() ? mail.attempts() : 1);
    }

    /**
     * Drops the bytes of enclosures whose time is over; their names and sizes stay.
     *
     * @return of how many mails
     */
    int dropEnclosures(int most) {
        OffsetDateTime now = Columns.timestamp(clock.now());
        int dropped = 0;
        for (Turn turn : house.turns("outgoing_mail WHERE enclosures_until <= ?", now)) {
            dropped += jdbc.sql("""
                            WITH over AS (
                                SELECT company_id, id FROM outgoing_mail WHERE %s AND enclosures_until <= ?
                                ORDER BY enclosures_until, company_id, id LIMIT ? FOR UPDATE SKIP LOCKED),
                            dropped AS (
                                UPDATE mail_enclosure e SET dropped_size = octet_length(data), data = NULL FROM over
                                WHERE %s AND e.company_id = over.company_id AND e.mail_id = over.id AND data IS NOT NULL)
                            UPDATE outgoing_mail m SET enclosures_until = NULL FROM over
                            WHERE %s AND m.company_id = over.company_id AND m.id = over.id
                            """.formatted(turn.of("company_id"), turn.of("e.company_id"), turn.of("m.company_id")))
                    .params(now, most)
                    .update();
        }
        return dropped;
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return Columns.timestamp(instant);
    }

    private static BegunMail begun(ClaimedMail mail, ResultSet row) throws SQLException {
        return new BegunMail(
                mail,
                About.valueOf(row.getString("document_kind").toUpperCase(Locale.ROOT)),
                row.getLong("document_id"),
                Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                row.getString("sender"),
                texts(row, "recipients"),
                texts(row, "accepted"),
                texts(row, "refused"),
                row.getString("subject"),
                row.getString("body"),
                row.getBoolean("encloses_pdf"),
                row.getInt("attempts"),
                row.getBoolean("may_repeat"),
                Columns.instant(row, "created_at"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
