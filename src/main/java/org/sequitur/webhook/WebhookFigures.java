package org.sequitur.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sequitur.metric.MetricWriter;
import org.sequitur.metric.Metrics;
import org.sequitur.metric.Reading;
import org.sequitur.metric.Tally;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;

/** How the webhooks of all companies stand, and what became of this process' attempts. */
final class WebhookFigures implements Metrics {

    /** More are not counted, and the oldest is the oldest of as many. */
    private static final int MOST = 10_000;

    private static final String STANDING = """
            SELECT count(*) AS due, min(greatest(d.next_attempt_at, d.since)) AS oldest,
                   (SELECT count(*) FROM (SELECT 1 FROM webhook_delivery WHERE state = 'dead' LIMIT :most) AS x) AS dead,
                   e.asked, e.gone, e.failing, e.backlog
            FROM (SELECT count(*) FILTER (WHERE disabled_reason = 'asked') AS asked,
                         count(*) FILTER (WHERE disabled_reason = 'gone') AS gone,
                         count(*) FILTER (WHERE disabled_reason = 'failing') AS failing,
                         count(*) FILTER (WHERE disabled_reason = 'backlog') AS backlog
                  FROM webhook_endpoint WHERE NOT enabled) AS e
            LEFT JOIN (SELECT w.next_attempt_at, w.since FROM webhook_delivery w
                       JOIN webhook_endpoint p ON p.company_id = w.company_id AND p.id = w.endpoint_id AND p.enabled
                       WHERE w.state = 'waiting' AND w.next_attempt_at <= :now LIMIT :most) AS d ON true
            GROUP BY e.asked, e.gone, e.failing, e.backlog
            """;

    private final Tally<Outcome> attempts = new Tally<>(Outcome.class);
    private final Reading<Standing> standing;

    private enum Outcome {
        TAKEN,
        FAILED,
        /** In vain, and there will be no other attempt. */
        DEAD
    }

    private record Standing(int due, double oldestSeconds, int dead, int asked, int gone, int failing, int backlog) {

        static Standing of(ResultSet row, Instant now) throws SQLException {
            boolean isNone = row.getObject("oldest") == null;
            Instant oldest = isNone ? now : Columns.instant(row, "oldest");
            return new Standing(
                    isNone ? 0 : row.getInt("due"),
                    Duration.between(oldest, now).toMillis() / 1_000.0,
                    row.getInt("dead"),
                    row.getInt("asked"),
                    row.getInt("gone"),
                    row.getInt("failing"),
                    row.getInt("backlog"));
        }
    }

    WebhookFigures(HouseConnections house, RecordClock clock, Duration kept) {
        standing = new Reading<>(kept, () -> {
            Instant now = clock.now();
            return house.glance(jdbc -> jdbc.sql(STANDING)
                    .param("now", Columns.timestamp(now))
                    .param("most", MOST)
                    .query((row, number) -> Standing.of(row, now))
                    .single());
        });
    }

    void ended(boolean isTaken, boolean isDead) {
        attempts.add(isTaken ? Outcome.TAKEN : isDead ? Outcome.DEAD : Outcome.FAILED);
    }

    @Override
    public void write(MetricWriter out) {
        attempts.write(
                out, "sequitur_webhook_attempts_total", "Attempts to deliver an event to an endpoint", "outcome");
        @Nullable Standing now = standing.value();
        if (now == null) {
            return;
        }
        out.gauge(
                "sequitur_webhook_deliveries_due",
                "Deliveries that should be on their way by now, of all processes",
                now.due());
        out.gauge(
                "sequitur_webhook_oldest_due_seconds",
                "For how long the delivery that is due longest has been so",
                now.oldestSeconds());
        out.gauge("sequitur_webhook_deliveries_dead", "Deliveries that were given up", now.dead());
        disabled(out, "asked", now.asked());
        disabled(out, "gone", now.gone());
        disabled(out, "failing", now.failing());
        disabled(out, "backlog", now.backlog());
    }

    private static void disabled(MetricWriter out, String reason, int endpoints) {
        out.gauge(
                "sequitur_webhook_endpoints_disabled", "Endpoints that are told nothing", endpoints, "reason", reason);
    }
}
