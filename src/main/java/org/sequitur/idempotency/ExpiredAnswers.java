package org.sequitur.idempotency;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Forgets, every ten minutes, the answers whose time is over; a few at a time, so that nobody waits for it. */
final class ExpiredAnswers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredAnswers.class);
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final int AT_A_TIME = 1_000;

    private final HouseConnections house;
    private final RecordClock clock;
    private final Thread thread;

    ExpiredAnswers(HouseConnections house, RecordClock clock) {
        this.house = house;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("expired-answers").start(this::forgetAgainAndAgain);
    }

    private void forgetAgainAndAgain() {
        int forgotten = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (forgotten < AT_A_TIME) {
                    Thread.sleep(BETWEEN);
                }
                forgotten = forget();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.warn("Kept answers were not forgotten, and will be later: {}", e.getMessage());
                forgotten = 0;
            }
        }
    }

    /** How many were forgotten, at most {@link #AT_A_TIME}. */
    int forget() {
        OffsetDateTime oldest = Columns.timestamp(clock.now().minus(KeptAnswers.KEPT_FOR));
        int forgotten = 0;
        for (Turn turn : house.turns("kept_answer WHERE created_at <= ?", oldest)) {
            forgotten += house.jdbc()
                    .sql("""
                            DELETE FROM kept_answer WHERE %1$s AND (company_id, key) IN (
                                SELECT company_id, key FROM kept_answer WHERE %1$s AND created_at <= ?
                                ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)
                            """.formatted(turn.of("company_id")))
                    .params(oldest, AT_A_TIME)
                    .update();
        }
        return forgotten;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
