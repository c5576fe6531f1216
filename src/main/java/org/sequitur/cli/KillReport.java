package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the clients were told although the server was killed, what is stored, and the one sentence that compares them. */
final class KillReport {

    private final LoopWithKeys.Result told;
    private final List<String> stored;
    private final ReferenceTally tally;
    private final Duration away;

    /**
     * @param stored the references of all invoices that the company has
     * @param away how long the server was
     */
    KillReport(LoopWithKeys.Result told, List<String> stored, Duration away) {
        this.told = told;
        this.stored = List.copyOf(stored);
        this.tally = ReferenceTally.of(stored);
        this.away = away;
    }

    /** Whether every invoice that was asked for is stored, once, as its client was told, without a hole. */
    boolean isWhole() {
        return told.references().size() == told.asked()
                && stored.size() == told.asked()
                && tally.duplicates() == 0
                && tally.gaps() == 0
                && told.references().stream()
                        .sorted()
                        .toList()
                        .equals(stored.stream().sorted().toList());
    }

    void print(PrintWriter out) {
        DemoReport.row(out, "asked", DemoReport.count(told.asked()));
        DemoReport.row(out, "server away", String.format(Locale.ROOT, "%.1f s", away.toMillis() / 1e3));
        DemoReport.row(out, "cut off by the kill", DemoReport.count(told.cutOff()));
        DemoReport.row(out, "retries", DemoReport.count(told.retries()));
        DemoReport.row(out, "answered", DemoReport.count(told.references().size()));
        DemoReport.row(out, "repeated answers", DemoReport.count(told.repeated()));
        out.println();
        DemoReport.row(out, "stored", DemoReport.count(stored.size()));
        DemoReport.row(out, "distinct references", DemoReport.count(tally.distinct()));
        DemoReport.row(out, "duplicates", DemoReport.count(tally.duplicates()));
        DemoReport.row(out, "gaps", DemoReport.count(tally.gaps()));
        DemoReport.row(out, "first reference", DemoReport.shown(tally.first()));
        DemoReport.row(out, "last reference", DemoReport.shown(tally.last()));
        out.println();
        told.failures().forEach((why, times) -> out.printf(Locale.ROOT, "  failed %,d x: %s%n", times, why));
        out.println(
                isWhole()
                        ? "The server was killed in the middle. Every invoice that was asked for is stored, once, and the"
                                + " references follow one another."
                        : "NOT as it should be: every invoice that was asked for must be stored, once, under the"
                                + " reference that its client was told, and the references must follow one another.");
        out.flush();
    }
}
