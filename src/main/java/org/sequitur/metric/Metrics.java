package org.sequitur.metric;

/** Whatever has figures that an operator wants to see. A bean that is one is part of {@code /metrics}. */
@FunctionalInterface
public interface Metrics {

    /** Writes what the figures are now: quickly, whatever the state of the database. What is not known is left out. */
    void write(MetricWriter out);
}
