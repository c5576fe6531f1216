package org.sequitur.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Carries out a {@link BenchPlan}. */
public final class Bench {

    private static final int BATCHES_IN_FLIGHT = 8;

    static final Scenario BATCHES = new Scenario(Variant.BATCHES, 1, BATCHES_IN_FLIGHT);

    private final BenchPlan plan;
    private final PrintWriter progress;
    private final Measurements measurements = new Measurements();

    private Bench(BenchPlan plan, PrintWriter progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Starts what it needs, measures, and stops and removes everything again.
     *
     * @param progress is told in lines what is being done
     * @throws IOException when a process ends, or does not answer
     */
    public static BenchReport run(BenchPlan plan, PrintWriter progress)
            throws IOException, InterruptedException, SQLException {
        try (Cleanup cleanup = new Cleanup()) {
            return new Bench(plan, progress).run(cleanup);
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            awaitStop();
            throw e;
        }
    }

    /** Ctrl-C ends the other processes, too, and this one must not complain of that while it is ended itself. */
    private static void awaitStop() throws InterruptedException {
        Thread.sleep(500);
        while (Cleanup.isStopping()) {
            Thread.sleep(1_000);
        }
    }

    private BenchReport run(Cleanup cleanup) throws IOException, InterruptedException, SQLException {
        MachineFacts machine = MachineFacts.gather();
        say("Starting PostgreSQL, the servers and the load generator ...");
        Generator generator = cleanup.add(Generator.start());
        List<Scenario> scenarios = scenarios();
        Arena arena = new Arena(cleanup, generator, scenarios);
        List<String> remarks = new ArrayList<>();
        if (!arena.isServed(BATCHES)) {
            scenarios.remove(BATCHES);
            remarks.add("Batches of " + Variant.INVOICES_IN_A_BATCH + " a request: not served.");
        }
        warmUp(arena, scenarios);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Scenario scenario : round % 2 == 1 ? scenarios : scenarios.reversed()) {
                measure(arena, scenario, round);
            }
        }
        say("Counting what is stored ...");
        List<Verdict> verdicts = new ArrayList<>(arena.verdicts());
        double costWhenFilled = Double.NaN;
        if (plan.fill() > 0) {
            GrownTable grown = new GrownTable(cleanup, generator, plan, progress);
            grown.measure();
            costWhenFilled = grown.timeRatio();
            verdicts.addAll(grown.verdicts());
            remarks.addAll(grown.remarks());
        }
        return new BenchReport(plan, machine.with(arena.stage()), measurements, verdicts, costWhenFilled, remarks);
    }

    /** Those that are compared with each other stand next to each other. */
    private List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        int fewest = Collections.min(plan.companies());
        for (int companies : plan.companies()) {
            for (int inFlight : plan.inFlight()) {
                scenarios.add(new Scenario(Variant.COMBINING, companies, inFlight));
                scenarios.add(new Scenario(Variant.ONE_BY_ONE, companies, inFlight));
                if (companies == fewest) {
                    scenarios.add(new Scenario(Variant.LAST_PLUS_ONE, companies, inFlight));
                    scenarios.add(new Scenario(Variant.CONSTANT_TOKEN, companies, inFlight));
                }
            }
        }
        scenarios.add(BATCHES);
        scenarios.add(Scenario.RAW_LIMIT);
        return scenarios;
    }

    private void warmUp(Arena arena, List<Scenario> scenarios) throws IOException, InterruptedException {
        say("Warming up ...");
        int fewest = Collections.min(plan.companies());
        int most = Collections.max(plan.inFlight());
        for (Variant variant :
                List.of(Variant.COMBINING, Variant.ONE_BY_ONE, Variant.LAST_PLUS_ONE, Variant.CONSTANT_TOKEN)) {
            arena.work(new Scenario(variant, fewest, most), plan.warmUpSeconds());
        }
        if (scenarios.contains(BATCHES)) {
            arena.work(BATCHES, plan.warmUpSeconds() / 2);
        }
    }

    private void measure(Arena arena, Scenario scenario, int round)
            throws IOException, InterruptedException, SQLException {
        Measurement measurement;
        if (scenario.equals(Scenario.RAW_LIMIT)) {
            Scenario source = new Scenario(
                    Variant.COMBINING,
                    Collections.min(plan.companies()),
                    plan.inFlight().getFirst());
            measurement = arena.measureRawLimit(source, plan.settleSeconds(), plan.seconds());
        } else {
            measurement = arena.measure(scenario, plan.settleSeconds(), plan.seconds());
        }
        measurements.add(scenario, measurement);
        say(String.format(
                Locale.ROOT,
                "  round %d of %d: %-60s %10s/s",
                round,
                plan.rounds(),
                scenario.title(),
                Figures.whole(measurement.perSecond())));
    }

    private void say(String line) {
        progress.println(line);
        progress.flush();
    }
}
