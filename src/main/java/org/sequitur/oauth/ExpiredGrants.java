package org.sequitur.oauth;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Forgets, every ten minutes, codes and tokens that are long over; a few at a time, so that nobody waits for it. */
final class ExpiredGrants implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredGrants.class);
    private static final Duration BETWEEN = Duration.ofMinutes(10);

    private final Grants grants;
    private final Thread thread;

    ExpiredGrants(Grants grants) {
        this.grants = grants;
        this.thread = Thread.ofVirtual().name("expired-grants").start(this::forgetAgainAndAgain);
    }

    private void forgetAgainAndAgain() {
        boolean more = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (!more) {
                    Thread.sleep(BETWEEN);
                }
                more = grants.forgetExpired();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.warn("Expired codes and tokens were not forgotten, and will be later: {}", e.getMessage());
                more = false;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
