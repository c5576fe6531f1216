package org.sequitur.numbering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.verification.Check;

/** No reference is borne twice, and each missing number has a cause: what {@link ReferenceReport} tells of a company. */
public final class ReferencesCheck implements Check {

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
        ReferenceReport.read(connection, companyId, row -> {
            if (print != null) {
                print.add(row);
            }
            if (row.kind() == ReportRow.Kind.DUPLICATE) {
                breach.accept("reference " + row.reference() + " is borne by " + row.count()
                        + " documents, the oldest of them " + row.documentId());
            } else if (ReportRow.UNKNOWN.equals(row.cause())) {
                breach.accept("no document has reference " + numbers(row) + ", and nothing accounts for it");
            }
        });
        if (print != null) {
            print.end();
        }
    }

    private static String numbers(ReportRow row) {
        return String.valueOf(row.first()).equals(row.last())
                ? String.valueOf(row.first())
                : row.first() + " to " + row.last();
    }
}
