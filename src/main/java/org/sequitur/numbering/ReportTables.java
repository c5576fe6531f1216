package org.sequitur.numbering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireWriter;

/** A reference report as one body: the first rows of each kind, and the totals of all. */
final class ReportTables {

    /** Rows of each kind. */
    static final int MOST_ROWS = 10_000;

    private final Instant asOf;
    private final ReportTotals totals = new ReportTotals();
    private final Map<ReportRow.Kind, List<ReportRow>> tables = new EnumMap<>(ReportRow.Kind.class);

    ReportTables(Instant asOf) {
        this.asOf = asOf;
    }

    void add(ReportRow row) {
        totals.add(row);
        List<ReportRow> table = tables.computeIfAbsent(row.kind(), kind -> new ArrayList<>());
        if (table.size() < MOST_ROWS) {
            table.add(row);
        }
    }

    void write(WireWriter out) {
        out.instant("as_of", asOf);
        out.object("totals", this::writeTotals);
        boolean truncated = false;
        for (ReportRow.Kind kind : ReportRow.Kind.values()) {
            truncated |= totals.rows(kind) > MOST_ROWS;
        }
        out.bool("truncated", truncated);
        out.list("sequences", "sequence", table(ReportRow.Kind.SEQUENCE), ReportTables::writeSequence);
        out.list("runs", "run", table(ReportRow.Kind.RUN), ReportTables::writeRun);
        out.list("gaps", "gap", table(ReportRow.Kind.GAP), ReportTables::writeGap);
        out.list("duplicates", "duplicate", table(ReportRow.Kind.DUPLICATE), ReportTables::writeDuplicate);
    }

    private void writeTotals(WireWriter out) {
        out.integer("documents", totals.documents());
        out.integer("sequences", totals.rows(ReportRow.Kind.SEQUENCE));
        out.integer("runs", totals.rows(ReportRow.Kind.RUN));
        out.integer("gaps", totals.rows(ReportRow.Kind.GAP));
        out.integer("missing", totals.missing());
        out.integer("unexplained_gaps", totals.unknown());
        out.integer("duplicates", totals.rows(ReportRow.Kind.DUPLICATE));
    }

    private List<ReportRow> table(ReportRow.Kind kind) {
        return tables.getOrDefault(kind, List.of());
    }

    private static void writeSequence(WireWriter out, ReportRow row) {
        writeOwner(out, row.owner());
        out.text("first_reference", row.first());
        out.text("last_reference", row.last());
        out.integer("count", row.count());
        out.integer("unnumbered", row.unnumbered());
    }

    private static void writeRun(WireWriter out, ReportRow row) {
        writeOwner(out, row.owner());
        out.text("least_reference", row.first());
        out.text("greatest_reference", row.last());
        out.integer("count", row.count());
    }

    private static void writeGap(WireWriter out, ReportRow row) {
        writeOwner(out, row.owner());
        out.text("first_missing", row.first());
        out.text("last_missing", row.last());
        out.integer("count", row.count());
        out.text("cause", row.cause());
        out.text("reference", row.reference());
        out.reference("invoice", "invoices", row.documentId());
        out.reference("by", "users", row.userId());
        out.text("by_name", row.userName());
        out.instant("at", row.at());
    }

    private static void writeDuplicate(WireWriter out, ReportRow row) {
        out.text("reference", row.reference());
        out.integer("count", row.count());
        out.reference("invoice", "invoices", row.documentId());
    }

    private static void writeOwner(WireWriter out, @Nullable SequenceOwner owner) {
        if (owner != null) {
            owner.write(out);
        }
    }
}
