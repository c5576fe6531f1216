package org.sequitur.numbering;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/** What a reference report comes to, counted while its rows pass by. */
final class ReportTotals {

    private final Map<ReportRow.Kind, Long> rows = new EnumMap<>(ReportRow.Kind.class);
    private BigInteger documents = BigInteger.ZERO;
    private BigInteger missing = BigInteger.ZERO;
    private long unknown;

    void add(ReportRow row) {
        rows.merge(row.kind(), 1L, Long::sum);
        if (row.kind() == ReportRow.Kind.SEQUENCE) {
            documents = documents.add(row.count());
        } else if (row.kind() == ReportRow.Kind.GAP) {
            missing = missing.add(row.count());
            unknown += ReportRow.UNKNOWN.equals(row.cause()) ? 1 : 0;
        }
    }

    long rows(ReportRow.Kind kind) {
        return rows.getOrDefault(kind, 0L);
    }

    BigInteger documents() {
        return documents;
    }

    /** Numbers that no document has, in all gaps together. */
    BigInteger missing() {
        return missing;
    }

    /** Gaps of unknown cause. */
    long unknown() {
        return unknown;
    }
}
