package org.sequitur.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** How long a mail waits between its attempts: for about two days in all, longer each time, and never as long as another one. */
final class Retries {

    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    /** The last wait again and again: 47 hours. */
    static final int MOST_ATTEMPTS = 17;

    /** Of the wait itself, one in so many: those that failed together shall not come back together. */
    private static final int JITTER = 5;

    private Retries() {}

    /** @param attempts that were in vain, at least 1 */
    static Duration after(int attempts) {
        Duration wait = WAITS.get(Math.min(attempts, WAITS.size()) - 1);
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / JITTER));
    }
}
