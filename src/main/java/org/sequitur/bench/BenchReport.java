package org.sequitur.bench;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;

/** What a run came to, for the terminal and for a file. */
public final class BenchReport {

    private final BenchPlan plan;
    private final MachineFacts machine;
    private final Measurements measurements;
    private final List<Verdict> verdicts;
    private final List<Target> targets;
    private final List<String> remarks;

    BenchReport(
            BenchPlan plan,
            MachineFacts machine,
            Measurements measurements,
            List<Verdict> verdicts,
            double costWhenFilled,
            List<String> remarks) {
        this.plan = plan;
        this.machine = machine;
        this.measurements = measurements;
        this.verdicts = List.copyOf(verdicts);
        this.targets = Target.of(measurements, costWhenFilled, verdicts);
        this.remarks = List.copyOf(remarks);
    }

    /** Whether exactly what was acknowledged is stored, and nothing was refused that should not have been. */
    public boolean isSound() {
        return verdicts.stream().allMatch(Verdict::isSound);
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    Measurements measurements() {
        return measurements;
    }

    /** The tables, for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(measured().text()).append('\n').append(expenses().text()).append('\n');
        text.append(stored().text()).append('\n').append(goals().text());
        remarks.forEach(remark -> text.append('\n').append(remark));
        return text.append(remarks.isEmpty() ? "" : "\n").toString();
    }

    /** The whole report, as Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# Benchmark of Sequitur, "
                + LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm"))
                + "\n\n");
        Table facts = new Table(2, "Machine", "");
        machine.facts().forEach(facts::row);
        facts.row(
                "Measured",
                Figures.oneDecimal(plan.seconds()) + " s each, " + plan.rounds()
                        + (plan.rounds() == 1 ? " round" : " rounds") + ", warm-up "
                        + Figures.oneDecimal(plan.warmUpSeconds()) + " s for each server"
                        + (plan.fill() > 0 ? ", filled with " + Figures.count(plan.fill()) + " invoices" : ""));
        text.append(facts.markdown());
        text.append("\nMedians of the rounds; ratios are taken within each round. (a) to (d) are explained in"
                + " docs/performance.md.\n\n## Rates and latencies\n\n");
        text.append(measured().markdown()).append("\n## What an invoice costs\n\n");
        text.append(expenses().markdown()).append("\n## What is stored\n\n");
        text.append(stored().markdown()).append("\n## Targets\n\n");
        text.append(goals().markdown());
        if (!remarks.isEmpty()) {
            text.append("\n## Remarks\n\n");
            remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        }
        return text.toString();
    }

    private List<Scenario> scenarios() {
        return measurements.scenarios().stream()
                .sorted(Comparator.comparingInt(Scenario::companies)
                        .thenComparing(Scenario::variant)
                        .thenComparingInt(Scenario::inFlight))
                .toList();
    }

    private Table measured() {
        Table table = new Table(
                1,
                "",
                "companies",
                "in flight",
                "created/s",
                "against (a)",
                "against (c)",
                "p50 ms",
                "p99 ms",
                "refused");
        for (Scenario scenario : scenarios()) {
            boolean overHttp = scenario.variant() != Variant.COPY;
            Scenario oneByOne = new Scenario(Variant.ONE_BY_ONE, scenario.companies(), scenario.inFlight());
            table.row(
                    scenario.variant().title(),
                    Figures.count(scenario.companies()),
                    overHttp ? Figures.count(scenario.inFlight()) : "-",
                    Figures.whole(measurements.median(scenario, Measurement::perSecond)),
                    overHttp ? Figures.ratio(measurements.ratio(scenario, oneByOne, Measurement::perSecond)) : "-",
                    Figures.ratio(measurements.ratio(scenario, Scenario.RAW_LIMIT, Measurement::perSecond)),
                    Figures.oneDecimal(measurements.median(scenario, Measurement::medianMillis)),
                    Figures.oneDecimal(measurements.median(scenario, Measurement::p99Millis)),
                    Figures.percent(measurements.median(scenario, Measurement::refusedShare)));
        }
        return table;
    }

    private Table expenses() {
        Table table = new Table(
                1,
                "for each created invoice",
                "companies",
                "in flight",
                "JVM µs",
                "of it requests",
                "of it writers",
                "PostgreSQL µs",
                "WAL bytes",
                "generator µs/request");
        for (Scenario scenario : scenarios()) {
            table.row(
                    scenario.variant().title(),
                    Figures.count(scenario.companies()),
                    scenario.variant() == Variant.COPY ? "-" : Figures.count(scenario.inFlight()),
                    Figures.whole(
                            measurements.median(scenario, each -> each.server().total())),
                    Figures.whole(
                            measurements.median(scenario, each -> each.server().requests())),
                    Figures.whole(
                            measurements.median(scenario, each -> each.server().writers())),
                    Figures.whole(measurements.median(scenario, Measurement::postgres)),
                    Figures.whole(measurements.median(scenario, Measurement::wal)),
                    Figures.oneDecimal(measurements.median(scenario, Measurement::generator)));
        }
        return table;
    }

    private Table stored() {
        Table table =
                new Table(1, "warming up included", "answered 201", "stored", "refused", "duplicates", "skipped", "");
        for (Verdict verdict : verdicts) {
            table.row(
                    verdict.title(),
                    Figures.count(verdict.created()),
                    Figures.count(verdict.stored().count()),
                    Figures.count(verdict.refused()),
                    Figures.count(verdict.stored().duplicates()),
                    Figures.count(verdict.stored().skipped()),
                    !verdict.isSound()
                            ? "WRONG" + (verdict.complaint().isEmpty() ? "" : ": " + oneLine(verdict.complaint()))
                            : "right");
        }
        return table;
    }

    private static String oneLine(String complaint) {
        return complaint.replaceAll("[\\s|]+", " ");
    }

    private Table goals() {
        Table table = new Table(1, "Target", "measured", "");
        targets.forEach(target -> table.row(target.goal(), target.shown(), target.verdict()));
        return table;
    }
}
