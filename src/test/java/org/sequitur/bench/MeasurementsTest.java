package org.sequitur.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How rounds become one figure, and figures become reached or missed targets. */
class MeasurementsTest {

    private static final Scenario COMBINING = new Scenario(Variant.COMBINING, 1, 64);
    private static final Scenario ONE_BY_ONE = new Scenario(Variant.ONE_BY_ONE, 1, 64);

    private final Measurements measurements = new Measurements();

    @Test
    void aRatioIsTheMedianOfTheRoundsAndNotOfTheFigures() {
        add(COMBINING, 1_000, 9_000, 10_000);
        add(ONE_BY_ONE, 100, 1_000, 500);

        assertThat(measurements.ratio(COMBINING, ONE_BY_ONE, Measurement::perSecond))
                .isEqualTo(10);
        assertThat(measurements.median(COMBINING, Measurement::perSecond)).isEqualTo(9_000);
    }

    @Test
    void twoRoundsHaveTheMiddleOfBothAsMedian() {
        add(COMBINING, 100, 300);

        assertThat(measurements.median(COMBINING, Measurement::perSecond)).isEqualTo(200);
    }

    @Test
    void whatWasNotMeasuredHasNoTarget() {
        add(COMBINING, 1_000);

        assertThat(target("1 company, 64 in flight: rate against (a)").verdict())
                .isEqualTo("not measured");
    }

    @Test
    void aTargetIsReachedAtItsBound() {
        add(COMBINING, 1_000);
        add(ONE_BY_ONE, 100);

        assertThat(target("1 company, 64 in flight: rate against (a)").verdict())
                .isEqualTo("reached");
        assertThat(target("1 company, 64 in flight: p99 against (a)").verdict()).isEqualTo("not reached");
    }

    @Test
    void eachLostDuplicatedSkippedOrRefusedInvoiceMissesTheTarget() {
        Verdict sound = verdict(10, 0, new StoredInvoices(10, 0, 0));
        assertThat(sound.isSound()).isTrue();
        for (Verdict wrong : List.of(
                verdict(10, 0, new StoredInvoices(9, 0, 0)),
                verdict(10, 0, new StoredInvoices(11, 0, 0)),
                verdict(10, 0, new StoredInvoices(10, 1, 0)),
                verdict(10, 0, new StoredInvoices(10, 0, 1)),
                verdict(10, 1, new StoredInvoices(10, 0, 0)))) {
            assertThat(wrong.isSound()).as(wrong.toString()).isFalse();
            assertThat(Target.of(measurements, Double.NaN, List.of(sound, wrong))
                            .getLast()
                            .verdict())
                    .isEqualTo("not reached");
        }
        assertThat(Target.of(measurements, Double.NaN, List.of(sound)).getLast().verdict())
                .isEqualTo("reached");
    }

    @Test
    void costsAreForEachInvoiceAndNotForEachRequest() {
        LoadResult result = new LoadResult(Map.of(201, 10L, 422, 10L), 5, 1, 2, "422 no");
        Expense spent = new Expense(new ProcessorTime(1_000_000, 1_000, 2_000), 500_000, 2_000, 1_000_000);

        Measurement measurement = Measurement.of(result, 100, spent);

        assertThat(measurement.perSecond()).isEqualTo(500);
        assertThat(measurement.server().total()).isEqualTo(1_000);
        assertThat(measurement.postgres()).isEqualTo(500);
        assertThat(measurement.wal()).isEqualTo(1_000);
        assertThat(measurement.generator()).isEqualTo(100);
        assertThat(measurement.refusedShare()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aResultSurvivesTheWayBetweenProcesses() {
        LoadResult result = new LoadResult(Map.of(201, 10L, 422, 3L), 5.25, 0.5, 1e-3, "422 {\"errors\": [\"é\"]}\r\n");

        assertThat(LoadResult.parse(result.line())).isEqualTo(result);
        assertThat(LoadResult.parse(new LoadResult(Map.of(), 0, 0, 0, "").line())
                        .requests())
                .isZero();
    }

    private Target target(String goal) {
        return Target.of(measurements, Double.NaN, List.of()).stream()
                .filter(target -> target.goal().startsWith(goal))
                .findFirst()
                .orElseThrow();
    }

    private static Verdict verdict(long created, long refused, StoredInvoices stored) {
        return new Verdict("a group", false, created, refused, stored, "");
    }

    private void add(Scenario scenario, double... rates) {
        for (double rate : rates) {
            measurements.add(scenario, new Measurement(rate, 1, 1, 0, ProcessorTime.UNKNOWN, 1, 1, 1));
        }
    }
}
