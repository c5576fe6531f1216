package org.sequitur.webhook;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Drops, every minute, events whose time is over, a few at a time; and disables endpoints for which too much waits. */
final class ExpiredEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredEvents.class);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int AT_A_TIME = 1_000;

    private final Deliveries deliveries;
    private final Thread thread;

    ExpiredEvents(Deliveries deliveries) {
        this.deliveries = deliveries;
        this.thread = Thread.ofVirtual().name("expired-webhook-events").start(this::sweepAgainAndAgain);
    }

    private void sweepAgainAndAgain() {
        int dropped = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (dropped < AT_A_TIME) {
                    Thread.sleep(BETWEEN);
                }
                dropped = sweep();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.warn("Events of webhooks were not dropped, and will be later: {}", e.getMessage());
                dropped = 0;
            }
        }
    }

    /** @return how many events were dropped */
    int sweep() {
        int overfull = deliveries.disableOverfull();
        if (overfull > 0) {
            LOG.warn("{} webhook endpoints were disabled because too much waited for them", overfull);
        }
        return deliveries.dropExpired(AT_A_TIME);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
