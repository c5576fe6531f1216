package org.sequitur.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a delivery waits after each attempt in vain; after one more it is dead.
 *
 * @param waits after the first attempt, the second and so on
 */
record RetrySchedule(List<Duration> waits) {

    /** The example of the Standard Webhooks specification: three days and four hours. */
    static final List<Duration> STANDARD = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final int MOST = 30;
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Of the wait itself, one in so many: those that failed together shall not come back together. */
    private static final int JITTER = 5;

    RetrySchedule {
        waits = List.copyOf(waits);
        boolean isWrong = waits.stream().anyMatch(wait -> !wait.isPositive() || wait.compareTo(LONGEST) > 0);
        if (waits.isEmpty() || waits.size() > MOST || isWrong) {
            throw new IllegalArgumentException(
                    "sequitur.webhooks.retries must be 1 to " + MOST + " times above 0, each 7 days at most");
        }
    }

    boolean isOver(int failures) {
        return failures > waits.size();
    }

    /** @param failures at least 1, and not too many */
    Duration after(int failures) {
        Duration wait = waits.get(failures - 1);
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / JITTER + 1));
    }
}
