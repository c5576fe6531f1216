package org.sequitur.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All measurements, by scenario and round. A round measures each scenario once, so what disturbs the machine disturbs all of them:
 * ratios are taken within a round, and then the median of the rounds.
 */
final class Measurements {

    private final Map<Scenario, List<Measurement>> rounds = new LinkedHashMap<>();

    void add(Scenario scenario, Measurement measurement) {
        rounds.computeIfAbsent(scenario, key -> new ArrayList<>()).add(measurement);
    }

    Set<Scenario> scenarios() {
        return rounds.keySet();
    }

    /** The median over the rounds; NaN when the scenario was not measured. */
    double median(Scenario scenario, ToDoubleFunction<Measurement> quantity) {
        return median(of(scenario).stream().mapToDouble(quantity).toArray());
    }

    /** The median of the rounds' ratios; NaN when one of the scenarios was not measured. */
    double ratio(Scenario scenario, Scenario to, ToDoubleFunction<Measurement> quantity) {
        List<Measurement> left = of(scenario);
        List<Measurement> right = of(to);
        return median(IntStream.range(0, Math.min(left.size(), right.size()))
                .mapToDouble(i -> quantity.applyAsDouble(left.get(i)) / quantity.applyAsDouble(right.get(i)))
                .toArray());
    }

    private List<Measurement> of(Scenario scenario) {
        return rounds.getOrDefault(scenario, List.of());
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
