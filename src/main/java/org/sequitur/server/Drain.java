package org.sequitur.server;

import java.time.Duration;

/**
 * The last moments before the server stops: {@code /health} says so, and everything else is served as before. A balancer has the
 * time to notice and to send its requests elsewhere.
 */
final class Drain {

    /** Longer than any balancer takes to notice. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final Duration time;
    private volatile boolean begun;

    /** @throws IllegalArgumentException for a time below 0 or above {@link #LONGEST} */
    Drain(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("sequitur.drain must be 0s to " + LONGEST.toMinutes() + "m");
        }
        this.time = time;
    }

    Duration time() {
        return time;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Begins, and returns when the time is over: at once, and without a word to anybody, if there is none. */
    void run() throws InterruptedException {
        if (time.isPositive()) {
            begun = true;
            Thread.sleep(time);
        }
    }
}
