package org.sequitur.outbox;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the mail server is away as a whole, and how long this process leaves it alone then: no mail's attempt is spent on it. It
 * waits by the machine's own time, like whoever waits for a server.
 */
final class Outage {

    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 16;

    private final Duration first;
    private int failures;
    private long overAt;

    /** @param first the shortest wait; each further one is twice as long, up to {@link #LONGEST} */
    Outage(Duration first) {
        this.first = first;
    }

    /**
     * Nobody got through.
     *
     * @return how long it is waited from now on; nothing when another sender has said so already
     */
    synchronized Optional<Duration> began() {
        if (rest().isPositive()) {
            return Optional.empty();
        }
        Duration doubled = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        failures++;
        overAt = System.nanoTime() + wait.toNanos();
        return Optional.of(wait);
    }

    synchronized void isOver() {
        failures = 0;
        overAt = 0;
    }

    /** How long it is still to be waited; not positive when it is not. */
    synchronized Duration rest() {
        return failures == 0 ? Duration.ZERO : Duration.ofNanos(overAt - System.nanoTime());
    }
}
