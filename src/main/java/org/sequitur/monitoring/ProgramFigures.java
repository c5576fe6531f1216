package org.sequitur.monitoring;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.sequitur.metric.MetricWriter;
import org.sequitur.metric.Metrics;
import org.springframework.stereotype.Component;

/** Which program it is, and since when it runs. */
@Component
final class ProgramFigures implements Metrics {

    @Override
    public void write(MetricWriter out) {
        out.gauge(
                "sequitur_build_info",
                "Always 1; the labels say which Sequitur it is",
                1,
                "version",
                Objects.requireNonNullElse(
                        ProgramFigures.class.getPackage().getImplementationVersion(), "built from source"),
                "java",
                System.getProperty("java.version"));
        out.gauge(
                "sequitur_uptime_seconds",
                "Since this process was started",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1_000.0);
    }
}
