package org.sequitur.metric;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How often values of which size came: a histogram with buckets that never change. To count one takes some nanoseconds, and no caller
 * waits for another. Who reads meanwhile may see a value in its bucket that is not in the sum yet.
 */
public final class Distribution {

    private final long[] bounds;
    private final double perUnit;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    private Distribution(double perUnit, double... bounds) {
        this.perUnit = perUnit;
        this.bounds = DoubleStream.of(bounds)
                .mapToLong(bound -> Math.round(bound * perUnit))
                .toArray();
        this.counts = Stream.generate(LongAdder::new).limit(bounds.length + 1).toArray(LongAdder[]::new);
    }

    /** Of times; {@link #add} takes nanoseconds. */
    public static Distribution ofSeconds(double... bounds) {
        return new Distribution(TimeUnit.SECONDS.toNanos(1), bounds);
    }

    /** Of numbers of things. */
    public static Distribution of(double... bounds) {
        return new Distribution(1, bounds);
    }

    public void add(long value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(value);
    }

    /** The largest value of each bucket, in units; that of the last is infinite. */
    public double[] upperBounds() {
        double[] all = new double[counts.length];
        Arrays.setAll(all, i -> i < bounds.length ? bounds[i] / perUnit : Double.POSITIVE_INFINITY);
        return all;
    }

    /** How many values each bucket has, without those of the buckets before it. */
    public long[] counts() {
        return Stream.of(counts).mapToLong(LongAdder::sum).toArray();
    }

    /** In units. */
    public double sum() {
        return sum.sum() / perUnit;
    }
}
