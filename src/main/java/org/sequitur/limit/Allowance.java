package org.sequitur.limit;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one subject has used of its limits in their current windows: counted here, and, as far as it is known, in other processes.
 * Those are told after each {@link Limit#share} and tell what they have counted in return.
 */
final class Allowance {

    /** Where processes meet. */
    interface Exchange {
        /**
         * Adds what was counted here and answers how many there are with those of all other processes; one number for each limit.
         * Null when that cannot be known now.
         */
        int @Nullable [] add(List<Limit> limits, long[] startsOfWindows, int[] counted);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final long[] starts;
    private final int[] here;
    private final int[] told;
    private final int[] tellAt;
    private final int[] elsewhere;

    Allowance(int limits) {
        starts = new long[limits];
        here = new int[limits];
        told = new int[limits];
        tellAt = new int[limits];
        elsewhere = new int[limits];
        Arrays.fill(starts, Long.MIN_VALUE);
    }

    /**
     * Takes one, unless that would be one too many; what is refused does not count.
     *
     * @param limits those of the constructor's number, shorter windows first
     * @return null when it was taken
     */
    @Nullable
    LimitExceeded take(List<Limit> limits, long epochSecond, Exchange exchange) {
        lock.lock();
        try {
            for (int i = 0; i < starts.length; i++) {
                beginWindow(i, limits.get(i), epochSecond);
            }
            for (int i = starts.length - 1; i >= 0; i--) {
                Limit limit = limits.get(i);
                if (limit.most() != Limit.UNLIMITED && (long) here[i] + elsewhere[i] >= limit.most()) {
                    long end = starts[i] + limit.seconds();
                    return new LimitExceeded(limit.most(), limit.seconds(), (int)
                            Math.max(1, Math.min(end - epochSecond, limit.seconds())));
                }
            }
            count(limits, exchange);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void beginWindow(int i, Limit limit, long epochSecond) {
        long start = limit.startOfWindow(epochSecond);
        if (starts[i] != start) {
            starts[i] = start;
            here[i] = 0;
            told[i] = 0;
            tellAt[i] = 0;
            elsewhere[i] = 0;
        }
    }

    private void count(List<Limit> limits, Exchange exchange) {
        boolean due = false;
        for (int i = 0; i < here.length; i++) {
            here[i]++;
            Limit limit = limits.get(i);
            due |= limit.most() != Limit.UNLIMITED && here[i] >= Math.max(tellAt[i], told[i] + limit.share());
        }
        if (!due) {
            return;
        }
        int[] untold = new int[here.length];
        Arrays.setAll(untold, i -> here[i] - told[i]);
        int[] everywhere = exchange.add(limits, starts.clone(), untold);
        for (int i = 0; i < here.length; i++) {
            if (everywhere == null) {
                // Not with each request that follows: it may have cost a wait.
                tellAt[i] = here[i] + limits.get(i).share();
            } else {
                told[i] = here[i];
                elsewhere[i] = Math.max(0, everywhere[i] - here[i]);
            }
        }
    }
}
