package org.sequitur.numbering;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reference report for people: a line for each sequence and each gap, up to a bound, and how many more there are. */
public final class PrintedReport {

    private static final Map<ReportRow.Kind, String> MANY = Map.of(
            ReportRow.Kind.SEQUENCE, "sequences", ReportRow.Kind.GAP, "gaps", ReportRow.Kind.DUPLICATE, "duplicates");

    private final PrintWriter out;
    private final int most;
    private final Map<ReportRow.Kind, Long> rows = new EnumMap<>(ReportRow.Kind.class);

    /** @param most lines of each kind */
    public PrintedReport(PrintWriter out, int most) {
        this.out = out;
        this.most = most;
    }

    void add(ReportRow row) {
        String line = line(row);
        if (line != null && rows.merge(row.kind(), 1L, Long::sum) <= most) {
            out.println("  " + line);
        }
    }

    void end() {
        rows.forEach((kind, count) -> {
            if (count > most) {
                out.printf(Locale.ROOT, "  ... and %,d more %s%n", count - most, MANY.get(kind));
            }
        });
        rows.clear();
    }

    private static @Nullable String line(ReportRow row) {
        return switch (row.kind()) {
            case SEQUENCE -> sequence(row);
            case RUN -> null;
            case GAP -> "missing: " + range(row) + ", " + cause(row);
            case DUPLICATE -> "duplicate: " + row.reference() + ", " + row.count() + " times";
        };
    }

    private static String sequence(ReportRow row) {
        SequenceOwner owner = row.owner();
        String path = owner == null ? null : owner.path();
        String whose = path == null ? "the company" : path;
        String unnumbered = row.unnumbered() == null || row.unnumbered() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d of them without a number", row.unnumbered());
        return String.format(
                Locale.ROOT,
                "sequence of %s: %s, %,d documents%s",
                whose,
                row.first() == null ? "no number" : "first " + row.first() + ", last " + row.last(),
                row.count(),
                unnumbered);
    }

    private static String range(ReportRow row) {
        return String.valueOf(row.first()).equals(row.last())
                ? String.valueOf(row.first())
                : String.format(Locale.ROOT, "%s to %s (%,d)", row.first(), row.last(), row.count());
    }

    private static String cause(ReportRow row) {
        String what = switch (String.valueOf(row.cause())) {
            case "deleted" -> "deleted";
            case "changed" -> "changed to another reference";
            case "issued" -> "replaced by a number of a strict series";
            case "explicit" -> "passed over, for " + row.reference() + " was asked for";
            case "imported" ->
                "passed over before " + row.reference() + ", which was numbered elsewhere and brought here";
            case "chosen" -> "passed over, for " + row.reference() + " was set to come next";
            default -> "for no reason that was written down";
        };
        if (row.userId() == null) {
            return what;
        }
        String who = row.userName() == null ? "user " + row.userId() : row.userName();
        return what + " by " + who + " at " + row.at();
    }
}
