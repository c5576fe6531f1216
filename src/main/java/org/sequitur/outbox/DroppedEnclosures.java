package org.sequitur.outbox;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Drops, every ten minutes, enclosures of mails that are done with when their time is over; a few at a time. */
final class DroppedEnclosures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DroppedEnclosures.class);
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final int AT_A_TIME = 100;

    private final OutgoingMails mails;
    private final Thread thread;

    DroppedEnclosures(OutgoingMails mails) {
        this.mails = mails;
        this.thread = Thread.ofVirtual().name("dropped-enclosures").start(this::dropAgainAndAgain);
    }

    private void dropAgainAndAgain() {
        int dropped = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (dropped < AT_A_TIME) {
                    Thread.sleep(BETWEEN);
                }
                dropped = mails.dropEnclosures(AT_A_TIME);
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.warn("Enclosures of mails were not dropped, and will be later: {}", e.getMessage());
                dropped = 0;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
