package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table at the end of the demo and the one sentence below it. */
final class DemoReport {

    private final LoopOfCreates.Result result;
    private final ReferenceTally tally;
    private final boolean shared;

    /** @param shared whether other clients may have been writing at the same time */
    DemoReport(LoopOfCreates.Result result, boolean shared) {
        this.result = result;
        this.tally = result.tally();
        this.shared = shared;
    }

    void print(PrintWriter out) {
        row(out, "created", count(result.created()));
        row(out, "refused", count(result.refused()));
        row(out, "distinct references", count(tally.distinct()));
        row(out, "duplicates", count(tally.duplicates()));
        row(out, "gaps", count(tally.gaps()));
        row(out, "first reference", shown(tally.first()));
        row(out, "last reference", shown(tally.last()));
        row(out, "rate", String.format(Locale.ROOT, "%,.0f/s", result.rate()));
        row(out, "latency p50", milliseconds(result.latency(0.50)));
        row(out, "latency p99", milliseconds(result.latency(0.99)));
        out.println();
        result.refusals().forEach((reason, times) -> out.printf(Locale.ROOT, "  refused %,d x: %s%n", times, reason));
        if (!tally.repeated().isEmpty()) {
            out.println("  duplicated: "
                    + String.join(", ", tally.repeated().stream().limit(10).toList())
                    + (tally.repeated().size() > 10 ? ", ..." : ""));
        }
        out.println(verdict());
        if (shared && tally.gaps() > 0) {
            out.println(
                    "Gaps are counted between the first and the last reference of this run: if other clients wrote to"
                            + " the company meanwhile, the missing numbers may be theirs.");
        }
        out.flush();
    }

    private String verdict() {
        return result.isConsecutive()
                ? "Every request got 201, and the references follow one another."
                : "NOT as it should be: every request must get 201, and the references must follow one another.";
    }

    static void row(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "  %-20s%12s%n", name, value);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String shown(@Nullable String reference) {
        return reference == null ? "-" : reference;
    }

    private static String milliseconds(Duration latency) {
        return String.format(Locale.ROOT, "%.1f ms", latency.toNanos() / 1e6);
    }
}
