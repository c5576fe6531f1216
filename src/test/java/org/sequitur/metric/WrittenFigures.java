package org.sequitur.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** Figures as a room writes them; of a distribution, how many values there were. */
public final class WrittenFigures implements MetricWriter {

    private final Map<String, Double> values = new HashMap<>();

    private WrittenFigures() {}

    public static WrittenFigures of(Metrics room) {
        WrittenFigures written = new WrittenFigures();
        room.write(written);
        return written;
    }

    /** @param labels as they were written: name, value, name, value */
    public double value(String name, String... labels) {
        String key = key(name, labels);
        return Objects.requireNonNull(values.get(key), key);
    }

    private static String key(String name, String... labels) {
        return name + " " + String.join(" ", labels);
    }

    @Override
    public void counter(String name, String help, long value, String... labels) {
        values.put(key(name, labels), (double) value);
    }

    @Override
    public void gauge(String name, String help, double value, String... labels) {
        values.put(key(name, labels), value);
    }

    @Override
    public void histogram(String name, String help, Distribution distribution, String... labels) {
        values.put(
                key(name, labels), (double) LongStream.of(distribution.counts()).sum());
    }
}
