package org.sequitur.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.webhook.KeptDelivery.Logged;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The events of the company that is at work, and what has become of their deliveries. */
@Component
final class WebhookEvents {

    private static final String DELIVERIES = """
            SELECT d.endpoint_id, d.state, d.attempts, d.answer_status, d.problem, d.delivered_at,
                   CASE WHEN isfinite(d.next_attempt_at) THEN d.next_attempt_at END AS next_attempt_at,
                   v.id, v.type, v.record_kind, v.record_id, v.reference, v.at
            FROM webhook_delivery d JOIN webhook_event v ON v.company_id = d.company_id AND v.id = d.event_id
            """;

    private static final String AGAIN = """
            UPDATE webhook_delivery d SET state = 'waiting', next_attempt_at = '-infinity', failures = 0, problem = NULL,
                answer_status = NULL, delivered_at = NULL, since = :now
            """;

    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final WebhookBounds bounds;

    WebhookEvents(JdbcClient jdbc, RecordClock clock, WebhookBounds bounds) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.bounds = bounds;
    }

    long count(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM webhook_event " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    /** Newest first. */
    List<Event> list(Selection selection, int most, long offset) {
        return jdbc.sql("SELECT * FROM webhook_event " + selection.where() + " ORDER BY id DESC LIMIT ? OFFSET ?")
                .params(selection.parameters(most, offset))
                .query((row, number) -> Deliveries.event(row))
                .list();
    }

    /** @throws WireException 404 when there is no such event */
    Event get(long companyId, long id) {
        return jdbc.sql("SELECT * FROM webhook_event WHERE company_id = ? AND id = ?")
                .params(companyId, id)
                .query((row, number) -> Deliveries.event(row))
                .optional()
                .orElseThrow(WireException::notFound);
    }

    /** The event with what has become of it at each endpoint, attempt by attempt. */
    Body whole(long companyId, Event event) {
        List<KeptDelivery> deliveries = deliveries(
                new Selection("d.company_id = ? AND d.event_id = ?", companyId, event.id()),
                WebhookEndpoints.MOST * 2,
                0);
        List<Body> lines = deliveries.stream()
                .map(delivery -> delivery.with(log(companyId, delivery)))
                .toList();
        return out -> {
            event.write(out);
            out.list("deliveries", "delivery", lines, (line, delivery) -> delivery.write(line));
        };
    }

    private List<Logged> log(long companyId, KeptDelivery delivery) {
        return jdbc.sql("""
                        SELECT * FROM webhook_attempt WHERE company_id = ? AND endpoint_id = ? AND event_id = ? ORDER BY number
                        """)
                .params(companyId, delivery.endpointId(), delivery.event().id())
                .query((row, number) -> new Logged(
                        row.getInt("number"),
                        new Attempt(
                                Columns.instant(row, "at"),
                                row.getInt("milliseconds"),
                                Columns.integer(row, "answer_status"),
                                row.getString("answer"),
                                row.getString("problem"),
                                0)))
                .list();
    }

    long countDeliveries(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM webhook_delivery d " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    /** Of the newest event first. */
    List<KeptDelivery> deliveries(Selection selection, int most, long offset) {
        return jdbc.sql(DELIVERIES + selection.where() + " ORDER BY d.event_id DESC, d.endpoint_id LIMIT ? OFFSET ?")
                .params(selection.parameters(most, offset))
                .query((row, number) -> delivery(row))
                .list();
    }

    /** An event that only this endpoint is told of, whatever it wants to be told. */
    Event test(long companyId, long endpointId) {
        Event event = jdbc.sql("""
                        INSERT INTO webhook_event (company_id, type, record_kind, record_id, at) VALUES (?, ?, 'webhook', ?, ?)
                        RETURNING *
                        """)
                .params(companyId, EventTypes.TEST, endpointId, Columns.timestamp(clock.now()))
                .query((row, number) -> Deliveries.event(row))
                .single();
        jdbc.sql("""
                        INSERT INTO webhook_delivery (company_id, endpoint_id, event_id, record_kind, record_id, since)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        companyId,
                        endpointId,
                        event.id(),
                        event.recordKind(),
                        event.recordId(),
                        Columns.timestamp(event.at()))
                .update();
        return event;
    }

    /**
     * Has all endpoints that were told of an event, or were to be told, told again; what waits anyway goes on waiting.
     *
     * @return how many
     */
    int replay(long companyId, Event event) {
        return jdbc.sql(AGAIN + "WHERE company_id = :company AND event_id = :event AND state <> 'waiting'")
                .param("now", Columns.timestamp(clock.now()))
                .param("company", companyId)
                .param("event", event.id())
                .update();
    }

    /**
     * @return how many deliveries wait now that did not before
     * @throws WireException 422 when they are more than may wait
     */
    int replay(long companyId, long endpointId, Replay replay) {
        Instant since = replay.since() == null ? Instant.EPOCH : replay.since();
        int replayed = jdbc.sql(AGAIN + """
                        WHERE company_id = :company AND endpoint_id = :endpoint AND state IN (:states)
                          AND EXISTS (SELECT FROM webhook_event v
                                      WHERE v.company_id = d.company_id AND v.id = d.event_id AND v.at >= :since)
                        """)
                .param("now", Columns.timestamp(clock.now()))
                .param("company", companyId)
                .param("endpoint", endpointId)
                .param("states", replay.states())
                .param("since", Columns.timestamp(since))
                .update();
        if (replayed > bounds.backlog()) {
            throw WireException.invalid("More than " + bounds.backlog() + " deliveries cannot wait: ask for fewer");
        }
        return replayed;
    }

    private static KeptDelivery delivery(ResultSet row) throws SQLException {
        return new KeptDelivery(
                row.getLong("endpoint_id"),
                Deliveries.event(row),
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "next_attempt_at"),
                Columns.integer(row, "answer_status"),
                row.getString("problem"),
                instant(row, "delivered_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
