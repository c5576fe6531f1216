package org.sequitur.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.bench.Bench;
import org.sequitur.bench.BenchPlan;
import org.sequitur.bench.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast invoices are created, and what it is to be compared with, on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast invoices with three lines are created over HTTP, and in the same run:",
            "(a) one transaction for each request, (b) the last stored number plus one, (c) COPY of the same rows,",
            "(d) a token that is never looked up.",
            "On a PostgreSQL of its own in the temporary directory, which is removed at the end."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:it was measured, and what is stored is what was answered; targets may have been missed",
            "1:something was refused, duplicated, skipped or lost, or it could not be measured",
            "2:the arguments make no sense"
        })
final class BenchCommand implements Callable<Integer> {

    private static final double SHORTEST_SECONDS = 0.1;
    private static final double LONGEST_SECONDS = 600;
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_IN_FLIGHT = 4_096;
    private static final int MOST_COMPANIES = 5_000;
    private static final long MOST_FILL = 100_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--quick",
            description = "About a minute: 1 and 64 in flight, one round of one second each. The figures are rough.")
    private boolean quick;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each measurement. Default: 5, with --quick 1")
    private @Nullable Double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Of which the median counts. Default: 3, with --quick 1")
    private @Nullable Integer rounds;

    @Option(
            names = "--in-flight",
            paramLabel = "N,N",
            split = ",",
            description = "Requests at a time. Default: 1,8,64,256, with --quick 1,64")
    private @Nullable List<Integer> inFlight;

    @Option(
            names = "--companies",
            paramLabel = "N,N",
            split = ",",
            description = "Companies that the requests are spread over. Default: 1,1000")
    private @Nullable List<Integer> companies;

    @Option(
            names = "--fill",
            paramLabel = "N",
            description = "Also fills a company with N invoices and compares it with an empty one.")
    private long fill;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the report is written. Default: ./sequitur-bench-DATE.md")
    private @Nullable Path report;

    @Override
    public Integer call() throws InterruptedException {
        BenchPlan plan = plan();
        Path file =
                report == null ? Path.of("sequitur-bench-" + LocalDate.now(ZoneId.systemDefault()) + ".md") : report;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw complaint("--report must be a file in a folder that exists, not '" + file + "'");
        }
        PrintWriter out = commandLine().getOut();
        try {
            BenchReport result = Bench.run(plan, commandLine().getErr());
            out.println();
            out.print(result.text());
            Files.writeString(file, result.markdown(), StandardCharsets.UTF_8);
            out.println();
            out.println("The report is in " + file);
            out.flush();
            return result.isSound() ? 0 : 1;
        } catch (IOException | SQLException e) {
            throw new CommandFailure(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private BenchPlan plan() {
        BenchPlan standard = quick ? BenchPlan.QUICK : BenchPlan.FULL;
        BenchPlan plan = new BenchPlan(
                Objects.requireNonNullElse(seconds, standard.seconds()),
                Objects.requireNonNullElse(rounds, standard.rounds()),
                standard.warmUpSeconds(),
                Objects.requireNonNullElse(inFlight, standard.inFlight()),
                Objects.requireNonNullElse(companies, standard.companies()),
                fill);
        within("--seconds", plan.seconds(), SHORTEST_SECONDS, LONGEST_SECONDS);
        within("--rounds", plan.rounds(), 1, MOST_ROUNDS);
        plan.inFlight().forEach(number -> within("--in-flight", number, 1, MOST_IN_FLIGHT));
        plan.companies().forEach(number -> within("--companies", number, 1, MOST_COMPANIES));
        within("--fill", (double) plan.fill(), 0, (double) MOST_FILL);
        return plan;
    }

    private void within(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw complaint(
                    option + " must be between " + shown(least) + " and " + shown(most) + ", not " + shown(value));
        }
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private ParameterException complaint(String message) {
        return new ParameterException(commandLine(), message);
    }

    private picocli.CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
