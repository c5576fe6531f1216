package org.sequitur.metric;

/**
 * Takes figures, named after Prometheus' conventions: {@code sequitur_}, what it is, and its unit, which is seconds or bytes. A name may
 * come several times, each time with other values of the same labels.
 *
 * <p>Labels are pairs of name and value. Values come from sets that the program knows: never an id, an address or anything else
 * that a client or a company has made up, since each value is kept by whoever collects them, and is read by operators.
 */
public interface MetricWriter {

    /** What only grows, from 0 at the start of this process. The name ends in {@code _total}. */
    void counter(String name, String help, long value, String... labels);

    /** What goes up and down. */
    void gauge(String name, String help, double value, String... labels);

    void histogram(String name, String help, Distribution distribution, String... labels);
}
