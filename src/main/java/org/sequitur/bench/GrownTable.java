package org.sequitur.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A company with very many invoices beside one with none, each in a database of its own and measured in turn. */
final class GrownTable {

    private static final Scenario SCENARIO = new Scenario(Variant.COMBINING, 1, 64);

    private final BenchPlan plan;
    private final PrintWriter progress;
    private final Arena empty;
    private final Arena filled;
    private final Measurements emptyMeasurements = new Measurements();
    private final Measurements filledMeasurements = new Measurements();
    private long copied;

    GrownTable(Cleanup cleanup, Generator generator, BenchPlan plan, PrintWriter progress)
            throws IOException, InterruptedException, SQLException {
        this.plan = plan;
        this.progress = progress;
        say("Starting two more databases, for a filled company and an empty one ...");
        this.empty = new Arena(cleanup, generator, List.of(SCENARIO));
        this.filled = new Arena(cleanup, generator, List.of(SCENARIO));
    }

    void measure() throws IOException, InterruptedException {
        filled.work(SCENARIO, plan.warmUpSeconds());
        long before = stored();
        new Filling(filled.stage().jdbc(), filled.companies(SCENARIO).getFirst())
                .fillTo(
                        plan.fill(),
                        there -> say(String.format(Locale.ROOT, "  filled %,d of %,d", there, plan.fill())));
        copied = stored() - before;
        empty.work(SCENARIO, plan.warmUpSeconds());
        filled.work(SCENARIO, plan.settleSeconds());
        for (int round = 1; round <= plan.rounds(); round++) {
            measure(empty, emptyMeasurements, "empty", round);
            measure(filled, filledMeasurements, "filled", round);
        }
    }

    private long stored() {
        return filled.stage()
                .jdbc()
                .sql("SELECT count(*) FROM document")
                .query(Long.class)
                .single();
    }

    private void measure(Arena arena, Measurements measurements, String name, int round)
            throws IOException, InterruptedException {
        Measurement measurement = arena.measure(SCENARIO, plan.settleSeconds(), plan.seconds());
        measurements.add(SCENARIO, measurement);
        say(String.format(
                Locale.ROOT,
                "  round %d of %d: %-60s %10s/s",
                round,
                plan.rounds(),
                name + " company, " + SCENARIO.inFlight() + " in flight",
                Figures.whole(measurement.perSecond())));
    }

    /** How many times as long an invoice takes. */
    double timeRatio() {
        return emptyMeasurements.median(SCENARIO, Measurement::perSecond)
                / filledMeasurements.median(SCENARIO, Measurement::perSecond);
    }

    List<String> remarks() {
        return List.of(
                remark("empty", emptyMeasurements),
                remark("with " + Figures.count(plan.fill()) + " invoices", filledMeasurements));
    }

    private static String remark(String name, Measurements measurements) {
        return "A company " + name + ", 64 in flight, medians: "
                + Figures.whole(measurements.median(SCENARIO, Measurement::perSecond)) + " a second, p99 "
                + Figures.oneDecimal(measurements.median(SCENARIO, Measurement::p99Millis))
                + " ms, processor µs for each: "
                + Figures.whole(
                        measurements.median(SCENARIO, each -> each.server().total())) + " in the JVM, "
                + Figures.whole(measurements.median(SCENARIO, Measurement::postgres)) + " in PostgreSQL; "
                + Figures.whole(measurements.median(SCENARIO, Measurement::wal)) + " bytes of WAL.";
    }

    /** Of both databases; what was filled in counts as created. */
    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        empty.verdicts().forEach(verdict -> verdicts.add(named("empty company", verdict, 0)));
        filled.verdicts().forEach(verdict -> verdicts.add(named("filled company", verdict, copied)));
        return verdicts;
    }

    private static Verdict named(String title, Verdict verdict, long more) {
        return new Verdict(
                title,
                verdict.refusesByNature(),
                verdict.created() + more,
                verdict.refused(),
                verdict.stored(),
                verdict.complaint());
    }

    private void say(String line) {
        progress.println(line);
        progress.flush();
    }
}
