package org.sequitur.numbering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.verification.Check;

/** No reference is borne twice, and each missing number has a cause: what {@link ReferenceReport} tells of a company. */
public final class ReferencesCheck implements Check {

    /** Sentences of either kind; of the rest only the number is told. */
    static final int MOST_TOLD = 100;

    private final @Nullable PrintedReport print;

    public ReferencesCheck() {
        this(null);
    }

    /** @param print is told the report along the way; null for nobody */
    public ReferencesCheck(@Nullable PrintedReport print) {
        this.print = print;
    }

    @Override
    public void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        long[] duplicates = new long[1];
        long[] gaps = new long[1];
        ReferenceReport.read(connection, companyId, row -> {
            if (print != null) {
                print.add(row);
            }
            if (row.kind() == ReportRow.Kind.DUPLICATE) {
                duplicates[0]++;
                if (duplicates[0] <= MOST_TOLD) {
                    breach.accept("reference " + row.reference() + " is borne by " + row.count()
                            + " documents, the oldest of them " + row.documentId());
                }
            } else if (ReportRow.UNKNOWN.equals(row.cause())) {
                gaps[0]++;
                if (gaps[0] <= MOST_TOLD) {
                    breach.accept("no document has reference " + numbers(row) + ", and nothing accounts for it");
                }
            }
        });
        if (print != null) {
            print.end();
        }
        tellRest(duplicates[0], "references are borne by several documents", breach);
        tellRest(gaps[0], "gaps between references are not accounted for", breach);
    }

    private static String numbers(ReportRow row) {
        return String.valueOf(row.first()).equals(row.last())
                ? String.valueOf(row.first())
                : row.first() + " to " + row.last();
    }

    private static void tellRest(long count, String what, Consumer<String> breach) {
        if (count > MOST_TOLD) {
            breach.accept((count - MOST_TOLD) + " further " + what);
        }
    }
}
