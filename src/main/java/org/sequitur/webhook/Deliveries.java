package org.sequitur.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Turn;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is to be delivered, of all companies. No transaction is open while a receiver is waited for: a claim holds a delivery instead of a
 * lock, and is over by itself when whoever made it has died.
 */
final class Deliveries {

    /**
     * Of each endpoint that may be called now, whose company is not held, what is due and the first of its record, as much as it has
     * room for; of all endpoints in turn. What is locked is selected once more, for Citus 13 writes what a locking query gives in one
     * format and reads it in another.
     */
    private static final String CLAIM = """
            WITH head AS (
                SELECT e.company_id, e.id AS endpoint_id, h.event_id,
                       row_number() OVER (PARTITION BY e.company_id, e.id ORDER BY h.next_attempt_at, h.event_id) AS turn
                FROM webhook_endpoint e
                JOIN company c ON c.id = e.company_id
                CROSS JOIN LATERAL (
                    SELECT count(*) AS claimed FROM webhook_delivery b
                    WHERE ${b} AND b.company_id = e.company_id AND b.endpoint_id = e.id AND b.claim IS NOT NULL
                      AND b.next_attempt_at > :now) AS busy
                CROSS JOIN LATERAL (
                    SELECT d.event_id, d.next_attempt_at FROM webhook_delivery d
                    WHERE ${d} AND d.company_id = e.company_id AND d.endpoint_id = e.id AND d.state = 'waiting'
                      AND d.next_attempt_at <= :now
                      AND NOT EXISTS (
                          SELECT FROM webhook_delivery f
                          WHERE ${f} AND f.company_id = d.company_id AND f.endpoint_id = d.endpoint_id
                            AND f.record_kind = d.record_kind AND f.record_id = d.record_id AND f.state = 'waiting'
                            AND f.event_id < d.event_id)
                    ORDER BY d.next_attempt_at, d.event_id LIMIT greatest(0, :each - busy.claimed)) AS h
                WHERE ${e} AND c.held_since IS NULL AND e.enabled AND (e.rests_until IS NULL OR e.rests_until <= :now)),
            taken AS (
                SELECT x.company_id, x.endpoint_id, x.event_id
                FROM (SELECT d.company_id, d.endpoint_id, d.event_id
                      FROM head JOIN webhook_delivery d USING (company_id, endpoint_id, event_id)
                      WHERE ${d} AND d.state = 'waiting' AND d.next_attempt_at <= :now
                      ORDER BY head.turn, d.event_id LIMIT :most FOR UPDATE OF d SKIP LOCKED) AS x)
            UPDATE webhook_delivery d SET claim = :claim, next_attempt_at = :lease
            FROM taken t
            JOIN webhook_endpoint e ON e.company_id = t.company_id AND e.id = t.endpoint_id
            JOIN webhook_event v ON v.company_id = t.company_id AND v.id = t.event_id
            WHERE ${d} AND ${e} AND ${v} AND d.company_id = t.company_id AND d.endpoint_id = t.endpoint_id AND d.event_id = t.event_id
              AND d.state = 'waiting' AND d.next_attempt_at <= :now
            RETURNING d.company_id, d.endpoint_id, d.claim, d.failures, d.since, v.id, v.type, v.record_kind, v.record_id,
                      v.reference, v.at, e.url, e.secret,
                      CASE WHEN e.previous_until > :now THEN e.previous_secret END AS previous_secret
            """;

    /** What comes after something that is put off is not looked at before that. */
    private static final String PUT_OFF = """
            UPDATE webhook_delivery d SET next_attempt_at = later.next_attempt_at
            FROM (SELECT d.company_id, d.endpoint_id, d.event_id, first.next_attempt_at
                  FROM webhook_endpoint e
                  JOIN company c ON c.id = e.company_id
                  CROSS JOIN LATERAL (
                      SELECT d.* FROM webhook_delivery d
                      WHERE d.company_id = e.company_id AND d.endpoint_id = e.id AND d.state = 'waiting'
                        AND d.next_attempt_at <= :now
                      ORDER BY d.next_attempt_at, d.event_id LIMIT :most) AS d
                  CROSS JOIN LATERAL (
                      SELECT f.next_attempt_at, f.claim, f.event_id FROM webhook_delivery f
                      WHERE f.company_id = d.company_id AND f.endpoint_id = d.endpoint_id
                        AND f.record_kind = d.record_kind AND f.record_id = d.record_id AND f.state = 'waiting'
                      ORDER BY f.event_id LIMIT 1) AS first
                  WHERE c.held_since IS NULL AND e.enabled AND first.event_id < d.event_id AND first.claim IS NULL
                    AND first.next_attempt_at > :now) AS later
            WHERE d.company_id = later.company_id AND d.endpoint_id = later.endpoint_id AND d.event_id = later.event_id
              AND d.state = 'waiting' AND d.claim IS NULL AND d.next_attempt_at <= :now
            """;

    private static final String LOG = """
            INSERT INTO webhook_attempt (company_id, endpoint_id, event_id, number, at, milliseconds, answer_status, answer, problem)
            SELECT company_id, endpoint_id, event_id, attempts, :at, :milliseconds, CAST(:status AS integer),
                   CAST(:answer AS text), CAST(:problem AS text)
            FROM webhook_delivery WHERE company_id = :company AND endpoint_id = :endpoint AND event_id = :event
            ON CONFLICT DO NOTHING
            """;

    private static final int PUT_OFF_AT_A_TIME = 5_000;
    private static final int ATTEMPTS_KEPT = 20;
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    private final HouseConnections house;
    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final WebhookBounds bounds;
    private final WebhookFigures figures;

    Deliveries(HouseConnections house, RecordClock clock, WebhookBounds bounds, WebhookFigures figures) {
        this.house = house;
        this.jdbc = house.jdbc();
        this.clock = clock;
        this.bounds = bounds;
        this.figures = figures;
    }

    List<ClaimedDelivery> claim(int most) {
        OffsetDateTime now = Columns.timestamp(clock.now());
        List<ClaimedDelivery> claimed = new ArrayList<>();
        for (Turn turn : house.turns("webhook_delivery WHERE state = 'waiting' AND next_attempt_at <= ?", now)) {
            if (claimed.size() < most) {
                claimed.addAll(claim(turn, most - claimed.size()));
            }
        }
        return claimed;
    }

    private List<ClaimedDelivery> claim(Turn turn, int most) {
        Instant now = clock.now();
        String sql = CLAIM;
        for (String alias : List.of("b", "d", "e", "f", "v")) {
            sql = sql.replace("${" + alias + "}", turn.of(alias + ".company_id"));
        }
        return jdbc.sql(sql)
                .param("claim", UUID.randomUUID())
                .param("now", Columns.timestamp(now))
                .param("lease", Columns.timestamp(now.plus(bounds.lease())))
                .param("each", bounds.perEndpoint())
                .param("most", most)
                .query((row, number) -> claimed(row))
                .list();
    }

    /** @return how many will be left alone */
    int putOff() {
        return jdbc.sql(PUT_OFF)
                .param("now", Columns.timestamp(clock.now()))
                .param("most", PUT_OFF_AT_A_TIME)
                .update();
    }

    /** Gives back what nothing was done with. */
    void release(ClaimedDelivery delivery) {
        jdbc.sql("""
                        UPDATE webhook_delivery SET claim = NULL, next_attempt_at = '-infinity'
                        WHERE company_id = ? AND endpoint_id = ? AND event_id = ? AND claim = ?
                        """)
                .params(
                        delivery.companyId(),
                        delivery.endpointId(),
                        delivery.event().id(),
                        delivery.claim())
                .update();
    }

    /**
     * Writes down what has become of an attempt. That the receiver has it is written even when the claim was over: what another process
     * does meanwhile cannot make it untold.
     */
    void end(ClaimedDelivery delivery, Attempt attempt) {
        house.transactions().executeWithoutResult(status -> {
            boolean isOurs = attempt.isTaken() ? taken(delivery, attempt) : inVain(delivery, attempt);
            if (isOurs) {
                log(delivery, attempt);
            }
        });
        figures.ended(attempt.isTaken(), !attempt.isTaken() && isLast(delivery, attempt));
    }

    private boolean isLast(ClaimedDelivery delivery, Attempt attempt) {
        return attempt.isFarewell() || bounds.retries().isOver(delivery.failures() + 1);
    }

    private boolean taken(ClaimedDelivery delivery, Attempt attempt) {
        OffsetDateTime now = Columns.timestamp(clock.now());
        boolean isFirst = bound("""
                        UPDATE webhook_delivery SET state = 'delivered', next_attempt_at = NULL, claim = NULL, problem = NULL,
                            attempts = attempts + 1, answer_status = :status, delivered_at = :now
                        WHERE company_id = :company AND endpoint_id = :endpoint AND event_id = :event AND state = 'waiting'
                        """, delivery, attempt) > 0;
        if (isFirst) {
            letTheNextGo(delivery);
            jdbc.sql("""
                            UPDATE webhook_endpoint SET delivered_at = ?
                            WHERE company_id = ? AND id = ? AND (delivered_at IS NULL OR delivered_at < ?)
                            """)
                    .params(now, delivery.companyId(), delivery.endpointId(), now.minusMinutes(1))
                    .update();
        }
        return isFirst;
    }

    private boolean inVain(ClaimedDelivery delivery, Attempt attempt) {
        boolean isDead = isLast(delivery, attempt);
        Instant next = isDead ? null : clock.now().plus(wait(delivery, attempt));
        int written = jdbc.sql("""
                        UPDATE webhook_delivery SET state = :state, next_attempt_at = :next, claim = NULL,
                            attempts = attempts + 1, failures = failures + 1, answer_status = :status, problem = :problem
                        WHERE company_id = :company AND endpoint_id = :endpoint AND event_id = :event AND claim = :claim
                        """)
                .param("state", isDead ? "dead" : "waiting")
                .param("next", next == null ? null : Columns.timestamp(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("status", attempt.status(), Types.INTEGER)
                .param("problem", attempt.problem(), Types.VARCHAR)
                .param("company", delivery.companyId())
                .param("endpoint", delivery.endpointId())
                .param("event", delivery.event().id())
                .param("claim", delivery.claim())
                .update();
        if (written == 0) {
            return false;
        }
        if (isDead) {
            letTheNextGo(delivery);
            disable(delivery, attempt.isFarewell());
        } else if (next != null && attempt.isPlea()) {
            rest(delivery, next);
        }
        return true;
    }

    private Duration wait(ClaimedDelivery delivery, Attempt attempt) {
        Duration usual = bounds.retries().after(delivery.failures() + 1);
        Duration wish = Duration.ofSeconds(Math.min(attempt.retryAfterSeconds(), LONGEST_WISH.toSeconds()));
        return wish.compareTo(usual) > 0 ? wish : usual;
    }

    /** A claim of another process is left alone: whoever has it is done with it in time. */
    private void letTheNextGo(ClaimedDelivery delivery) {
        jdbc.sql("""
                        UPDATE webhook_delivery d SET next_attempt_at = '-infinity'
                        WHERE company_id = :company AND endpoint_id = :endpoint AND claim IS NULL AND state = 'waiting'
                          AND event_id = (
                              SELECT event_id FROM webhook_delivery f
                              WHERE f.company_id = :company AND f.endpoint_id = :endpoint AND f.record_kind = :kind
                                AND f.record_id = :record AND f.state = 'waiting'
                              ORDER BY f.event_id LIMIT 1)
                        """)
                .param("company", delivery.companyId())
                .param("endpoint", delivery.endpointId())
                .param("kind", delivery.event().recordKind())
                .param("record", delivery.event().recordId())
                .update();
    }

    /** When its receiver is gone; else only if it has taken nothing for as long as this delivery was tried. */
    private void disable(ClaimedDelivery delivery, boolean isGone) {
        jdbc.sql("""
                        UPDATE webhook_endpoint SET enabled = false, disabled_reason = :reason, updated_at = :now
                        WHERE company_id = :company AND id = :endpoint AND enabled
                          AND (:gone OR coalesce(delivered_at, '-infinity') < :since)
                        """)
                .param("reason", isGone ? "gone" : "failing")
                .param("now", Columns.timestamp(clock.now()))
                .param("company", delivery.companyId())
                .param("endpoint", delivery.endpointId())
                .param("gone", isGone)
                .param("since", Columns.timestamp(delivery.since()))
                .update();
    }

    private void rest(ClaimedDelivery delivery, Instant next) {
        Instant latest = clock.now().plus(LONGEST_REST);
        jdbc.sql("UPDATE webhook_endpoint SET rests_until = ? WHERE company_id = ? AND id = ?")
                .params(
                        Columns.timestamp(next.isBefore(latest) ? next : latest),
                        delivery.companyId(),
                        delivery.endpointId())
                .update();
    }

    private void log(ClaimedDelivery delivery, Attempt attempt) {
        bound(LOG, delivery, attempt);
        jdbc.sql("""
                        DELETE FROM webhook_attempt WHERE company_id = :company AND endpoint_id = :endpoint AND event_id = :event
                          AND number <= (SELECT attempts FROM webhook_delivery WHERE company_id = :company
                                         AND endpoint_id = :endpoint AND event_id = :event) - :kept
                        """)
                .params(Map.of(
                        "company", delivery.companyId(),
                        "endpoint", delivery.endpointId(),
                        "event", delivery.event().id(),
                        "kept", ATTEMPTS_KEPT))
                .update();
    }

    private int bound(String sql, ClaimedDelivery delivery, Attempt attempt) {
        return jdbc.sql(sql)
                .param("company", delivery.companyId())
                .param("endpoint", delivery.endpointId())
                .param("event", delivery.event().id())
                .param("now", Columns.timestamp(clock.now()))
                .param("at", Columns.timestamp(attempt.at()))
                .param("milliseconds", attempt.milliseconds())
                .param("status", attempt.status(), Types.INTEGER)
                .param("answer", attempt.answer(), Types.VARCHAR)
                .param("problem", attempt.problem(), Types.VARCHAR)
                .update();
    }

    /** Whatever waits for an endpoint that has more waiting than may be, waits on; nothing is added to it. */
    int disableOverfull() {
        return jdbc.sql("""
                        UPDATE webhook_endpoint e SET enabled = false, disabled_reason = 'backlog', updated_at = ?
                        FROM (SELECT company_id, endpoint_id FROM webhook_delivery WHERE state = 'waiting'
                              GROUP BY company_id, endpoint_id HAVING count(*) > ?) AS f
                        WHERE e.company_id = f.company_id AND e.id = f.endpoint_id AND e.enabled
                        """)
                .params(Columns.timestamp(clock.now()), bounds.backlog())
                .update();
    }

    /** @return how many events are gone now, with their deliveries and attempts */
    int dropExpired(int most) {
        OffsetDateTime oldest = Columns.timestamp(clock.now().minus(bounds.keep()));
        int dropped = 0;
        for (Turn turn : house.turns("webhook_event WHERE at < ?", oldest)) {
            dropped += jdbc.sql("""
                            DELETE FROM webhook_event v USING (
                                SELECT company_id, id FROM webhook_event WHERE %s AND at < ?
                                ORDER BY at, company_id, id LIMIT ? FOR UPDATE SKIP LOCKED) AS x
                            WHERE %s AND v.company_id = x.company_id AND v.id = x.id
                            """.formatted(turn.of("company_id"), turn.of("v.company_id")))
                    .params(oldest, most)
                    .update();
        }
        return dropped;
    }

    private static ClaimedDelivery claimed(ResultSet row) throws SQLException {
        return new ClaimedDelivery(
                row.getLong("company_id"),
                row.getLong("endpoint_id"),
                event(row),
                Objects.requireNonNull(row.getObject("claim", UUID.class)),
                row.getInt("failures"),
                Columns.instant(row, "since"),
                row.getString("url"),
                row.getBytes("secret"),
                row.getBytes("previous_secret"));
    }

    /** Of the columns of {@code webhook_event}. */
    static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("id"),
                row.getString("type"),
                row.getString("record_kind"),
                row.getLong("record_id"),
                row.getString("reference"),
                Columns.instant(row, "at"));
    }
}
