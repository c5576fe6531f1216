package org.sequitur.limit;

/**
 * So many in each window of a minute or an hour. Windows begin at the top of the minute or hour, as UTC has them.
 *
 * @param most {@link #UNLIMITED} for any number
 * @param seconds the length of a window
 */
record Limit(int most, int seconds) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    /** A process tells the others after each tenth of a limit, so that each can exceed it by a tenth only. */
    private static final int PARTS = 10;

    static Limit aMinute(int most) {
        return new Limit(most, 60);
    }

    static Limit anHour(int most) {
        return new Limit(most, 3_600);
    }

    long startOfWindow(long epochSecond) {
        return epochSecond - Math.floorMod(epochSecond, seconds);
    }

    /** How many a process may count before it tells the others. */
    int share() {
        return Math.max(1, most / PARTS);
    }
}
