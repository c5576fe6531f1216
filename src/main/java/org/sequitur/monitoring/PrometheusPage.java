package org.sequitur.monitoring;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sequitur.metric.Distribution;
import org.sequitur.metric.MetricWriter;

/** Gathers figures and writes them in the text format of Prometheus, version 0.0.4. */
final class PrometheusPage implements MetricWriter {

    static final String MEDIA_TYPE = "text/plain; version=0.0.4";

    private static final String COUNTER_SUFFIX = "_total";
    private static final int USUAL_BYTES = 32 * 1024;

    private final Map<String, Family> families = new LinkedHashMap<>();

    private enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private record Family(Type type, MetricMetadata metadata, List<DataPointSnapshot> points) {

        MetricSnapshot snapshot() {
            return switch (type) {
                case COUNTER -> new CounterSnapshot(metadata, of(CounterDataPointSnapshot.class));
                case GAUGE -> new GaugeSnapshot(metadata, of(GaugeDataPointSnapshot.class));
                case HISTOGRAM -> new HistogramSnapshot(metadata, of(HistogramDataPointSnapshot.class));
            };
        }

        private <T extends DataPointSnapshot> List<T> of(Class<T> kind) {
            return points.stream().map(kind::cast).toList();
        }
    }

    @Override
    public void counter(String name, String help, long value, String... labels) {
        if (!name.endsWith(COUNTER_SUFFIX)) {
            throw new IllegalArgumentException(name + " is no name of a counter");
        }
        add(Type.COUNTER, name.substring(0, name.length() - COUNTER_SUFFIX.length()), help)
                .add(CounterDataPointSnapshot.builder()
                        .value((double) value)
                        .labels(Labels.of(labels))
                        .build());
    }

    @Override
    public void gauge(String name, String help, double value, String... labels) {
        add(Type.GAUGE, name, help)
                .add(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(labels))
                        .build());
    }

    @Override
    public void histogram(String name, String help, Distribution distribution, String... labels) {
        add(Type.HISTOGRAM, name, help)
                .add(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(
                                ClassicHistogramBuckets.of(distribution.upperBounds(), distribution.counts()))
                        .sum(distribution.sum())
                        .labels(Labels.of(labels))
                        .build());
    }

    private List<DataPointSnapshot> add(Type type, String name, String help) {
        return families.computeIfAbsent(
                        name, first -> new Family(type, new MetricMetadata(first, help), new ArrayList<>()))
                .points();
    }

    /** @param others what libraries tell, to be written along */
    byte[] text(MetricSnapshots others) {
        List<MetricSnapshot> all = Stream.concat(families.values().stream().map(Family::snapshot), others.stream())
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try {
            PrometheusTextFormatWriter.create().write(bytes, new MetricSnapshots(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
