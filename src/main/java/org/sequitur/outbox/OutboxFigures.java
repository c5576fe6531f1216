package org.sequitur.outbox;

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

/** How the outbox of all companies stands, and what became of this process' attempts. */
final class OutboxFigures implements Metrics {

    /** More are not counted: an index is read from its beginning for as many. */
    private static final int MOST = 10_000;

    private static final String STANDING = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM outgoing_mail WHERE state = 'waiting' LIMIT :most) AS w) AS waiting,
                   count(*) AS due, min(next_attempt_at) AS oldest
            FROM (SELECT next_attempt_at FROM outgoing_mail WHERE state = 'waiting' AND next_attempt_at <= :now
                  ORDER BY next_attempt_at LIMIT :most) AS d
            """;

    private final Tally<Outcome> attempts = new Tally<>(Outcome.class);
    private final Reading<Standing> standing;

    private enum Outcome {
        SENT,
        REFUSED,
        CANCELLED,
        LATER
    }

    private record Standing(int waiting, int due, double oldestSeconds) {

        static Standing of(ResultSet row, Instant now) throws SQLException {
            Instant oldest = row.getObject("oldest") == null ? now : Columns.instant(row, "oldest");
            double seconds = Duration.between(oldest, now).toMillis() / 1_000.0;
            return new Standing(row.getInt("waiting"), row.getInt("due"), seconds);
        }
    }

    OutboxFigures(HouseConnections house, RecordClock clock, Duration kept) {
        standing = new Reading<>(kept, () -> {
            Instant now = clock.now();
            return house.glance(jdbc -> jdbc.sql(STANDING)
                    .param("now", Columns.timestamp(now))
                    .param("most", MOST)
                    .query((row, number) -> Standing.of(row, now))
                    .single());
        });
    }

    void ended(AttemptOutcome.Standing mail) {
        attempts.add(
                switch (mail.state()) {
                    case "sent" -> Outcome.SENT;
                    case "refused" -> Outcome.REFUSED;
                    case "cancelled" -> Outcome.CANCELLED;
                    default -> Outcome.LATER;
                });
    }

    @Override
    public void write(MetricWriter out) {
        attempts.write(out, "sequitur_mail_attempts_total", "Attempts to send a mail about a document", "outcome");
        @Nullable Standing now = standing.value();
        if (now != null) {
            out.gauge("sequitur_mails_waiting", "Mails that are to be sent, of all processes", now.waiting());
            out.gauge("sequitur_mails_due", "Mails that should be on their way by now, of all processes", now.due());
            out.gauge(
                    "sequitur_mails_oldest_due_seconds",
                    "For how long the mail that is due longest has been so",
                    now.oldestSeconds());
        }
    }
}
