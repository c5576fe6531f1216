package org.sequitur.mailbox;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.mailbox.KeptMail.Enclosure;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.WireException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The mails of the company that is at work. Whoever changes one holds its row for that; one that is being sent at this moment is left
 * alone, for nobody can call it back.
 */
@Component
final class Mails {

    private static final int SECONDS_TO_SEND = 10;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RecordClock clock;
    private final Duration keptAfterwards;

    /** @param keptAfterwards how long enclosures are kept once their mail is done with */
    Mails(
            JdbcClient jdbc,
            TransactionOperations transactions,
            RecordClock clock,
            @Value("${sequitur.mail.keep-enclosures:30d}") Duration keptAfterwards) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.keptAfterwards = keptAfterwards;
    }

    long count(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM outgoing_mail " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    /** Whether the mails of the company wait until it is released. */
    boolean areHeld(long companyId) {
        return jdbc.sql("SELECT held_since IS NOT NULL FROM company WHERE id = ?")
                .param(companyId)
                .query(Boolean.class)
                .single();
    }

    /** Newest first. */
    List<KeptMail> list(Selection selection, int most, long offset) {
        return jdbc.sql("SELECT * FROM outgoing_mail " + selection.where()
                        + " ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?")
                .params(selection.parameters(most, offset))
                .query((row, number) -> mail(row))
                .list();
    }

    /** @throws WireException 404 when there is no such mail */
    KeptMail get(long companyId, long id) {
        List<Enclosure> enclosures = jdbc.sql("""
                        SELECT file_name, content_type, coalesce(octet_length(data), dropped_size), data IS NULL
                        FROM mail_enclosure WHERE company_id = ? AND mail_id = ? ORDER BY position
                        """)
                .params(companyId, id)
                .query((row, number) ->
                        new Enclosure(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4)))
                .list();
        return read(companyId, id, "").with(enclosures);
    }

    private KeptMail read(long companyId, long id, String lock) {
        return jdbc.sql("SELECT * FROM outgoing_mail WHERE company_id = ? AND id = ?" + lock)
                .params(companyId, id)
                .query((row, number) -> mail(row))
                .optional()
                .orElseThrow(WireException::notFound);
    }

    /**
     * Makes a mail due: one that waits, or one that was refused, which then begins anew with those who have not got it.
     *
     * @throws WireException 403 when it is neither, 404, 409 while it is being sent, 422 when its enclosures are gone
     */
    KeptMail retry(long companyId, long id) {
        return changed(companyId, id, mail -> {
            if (!mail.canBeRetried()) {
                throw WireException.forbidden("Mail cannot be retried");
            }
            throwIfEnclosuresAreGone(companyId, id);
            jdbc.sql("""
                            UPDATE outgoing_mail SET state = 'waiting', next_attempt_at = :now, claim = NULL, problem = NULL,
                                attempts = CASE WHEN state = 'waiting' THEN attempts ELSE 0 END,
                                refused = CASE WHEN state = 'waiting' THEN refused ELSE '{}' END,
                                enclosures_until = NULL, updated_at = :updated
                            WHERE company_id = :company AND id = :id
                            """)
                    .param("now", timestamp(clock.now()))
                    .param("updated", timestamp(clock.after(mail.updatedAt())))
                    .param("company", companyId)
                    .param("id", id)
                    .update();
        });
    }

    /** The document is made anew; nobody could make the others. */
    private void throwIfEnclosuresAreGone(long companyId, long id) {
        jdbc.sql("DELETE FROM mail_enclosure WHERE company_id = ? AND mail_id = ? AND position = 0 AND data IS NULL")
                .params(companyId, id)
                .update();
        boolean areGone = jdbc.sql(
                        "SELECT EXISTS (SELECT FROM mail_enclosure WHERE company_id = ? AND mail_id = ? AND data IS NULL)")
                .params(companyId, id)
                .query(Boolean.class)
                .single();
        if (areGone) {
            throw WireException.invalid("The enclosures of this mail are no longer kept");
        }
    }

    /** @throws WireException 403 when it does not wait, 404, 409 while it is being sent */
    KeptMail cancel(long companyId, long id) {
        return changed(companyId, id, mail -> {
            if (!mail.canBeCancelled()) {
                throw WireException.forbidden("Mail cannot be cancelled");
            }
            Instant now = clock.now();
            jdbc.sql("""
                            UPDATE outgoing_mail SET state = 'cancelled', next_attempt_at = NULL, claim = NULL,
                                attempt_began_at = NULL, may_repeat = may_repeat OR attempt_began_at IS NOT NULL,
                                enclosures_until = :until, updated_at = :updated
                            WHERE company_id = :company AND id = :id
                            """)
                    .param("until", timestamp(now.plus(keptAfterwards)))
                    .param("updated", timestamp(clock.after(mail.updatedAt())))
                    .param("company", companyId)
                    .param("id", id)
                    .update();
        });
    }

    @FunctionalInterface
    private interface Change {
        void of(KeptMail mail);
    }

    private KeptMail changed(long companyId, long id, Change change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            KeptMail mail = read(companyId, id, " FOR NO KEY UPDATE");
            throwIfBeingSent(companyId, id);
            change.of(mail);
            return get(companyId, id);
        }));
    }

    private void throwIfBeingSent(long companyId, long id) {
        boolean isBeingSent = jdbc.sql("""
                        SELECT attempt_began_at IS NOT NULL AND next_attempt_at > ? FROM outgoing_mail
                        WHERE company_id = ? AND id = ?
                        """)
                .params(timestamp(clock.now()), companyId, id)
                .query((row, number) -> row.getBoolean(1))
                .single();
        if (isBeingSent) {
            throw WireException.conflict("Mail is being sent at the moment", SECONDS_TO_SEND);
        }
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return Columns.timestamp(instant);
    }

    private static KeptMail mail(ResultSet row) throws SQLException {
        return new KeptMail(
                row.getLong("id"),
                row.getString("document_kind"),
                row.getLong("document_id"),
                row.getString("reference"),
                row.getString("cause"),
                row.getString("state"),
                row.getString("sender"),
                texts(row, "recipients"),
                texts(row, "accepted"),
                texts(row, "refused"),
                row.getString("subject"),
                row.getString("body"),
                row.getBoolean("encloses_pdf"),
                row.getInt("attempts"),
                row.getBoolean("may_repeat"),
                instant(row, "next_attempt_at"),
                row.getString("problem"),
                instant(row, "sent_at"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                List.of());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
