package org.sequitur.invoice;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.verification.Check;

/** Each document comes to what its lines come to, and no line is without its document. */
public final class AmountsCheck implements Check {

    private static final int ROWS_AT_ONCE = 2_000;

    /** A document that has no lines is one row without a line. */
    private static final String DOCUMENTS_WITH_LINES = """
            SELECT d.id AS document, d.reference, d.net_value, d.sales_tax_value, d.second_sales_tax_value, d.total_value,
                   d.cis_deduction, d.cis_rate, d.discount_percent, i.*
            FROM document d LEFT JOIN document_item i ON i.company_id = d.company_id AND i.document_id = d.id
            WHERE d.company_id = ?
            ORDER BY d.id, i.position
            """;

    private static final String LINES_ALONE = """
            SELECT i.document_id, count(*) FROM document_item i
            LEFT JOIN document d ON d.company_id = i.company_id AND d.id = i.document_id
            WHERE i.company_id = ? AND d.id IS NULL
            GROUP BY i.document_id ORDER BY i.document_id
            """;

    /** What is stored of a document, before its lines are read. */
    private record Stored(
            long id,
            String reference,
            InvoiceTotals totals,
            @Nullable BigDecimal discountPercent,
            @Nullable CisBand band) {

        static Stored of(ResultSet row) throws SQLException {
            String cisRate = row.getString("cis_rate");
            return new Stored(
                    row.getLong("document"),
                    row.getString("reference"),
                    InvoiceRows.totals(row),
                    row.getBigDecimal("discount_percent"),
                    cisRate == null ? null : CisBand.of(cisRate));
        }

        /** Whether the second tax is compound was the company's setting of the day; either is right. */
        boolean comesTo(List<InvoiceItem> lines) {
            return totals.isEqualTo(InvoiceTotals.of(lines, discountPercent, false, band))
                    || totals.isEqualTo(InvoiceTotals.of(lines, discountPercent, true, band));
        }
    }

    @Override
    public void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        checkTotals(connection, companyId, breach);
        checkLines(connection, companyId, breach);
    }

    private static void checkTotals(Connection connection, long companyId, Consumer<String> breach)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DOCUMENTS_WITH_LINES)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setLong(1, companyId);
            try (ResultSet rows = statement.executeQuery()) {
                Stored document = null;
                List<InvoiceItem> lines = new ArrayList<>();
                while (rows.next()) {
                    if (document == null || document.id() != rows.getLong("document")) {
                        tellUnlessRight(document, lines, breach);
                        document = Stored.of(rows);
                        lines.clear();
                    }
                    if (rows.getObject("id") != null) {
                        lines.add(InvoiceRows.item(rows));
                    }
                }
                tellUnlessRight(document, lines, breach);
            }
        }
    }

    private static void tellUnlessRight(@Nullable Stored document, List<InvoiceItem> lines, Consumer<String> breach) {
        if (document != null && !document.comesTo(lines)) {
            breach.accept("document " + document.id() + " (" + document.reference() + ") is stored with a total of "
                    + document.totals().total().toPlainString() + ", which its lines do not come to");
        }
    }

    private static void checkLines(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LINES_ALONE)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setLong(1, companyId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    breach.accept("there are " + rows.getLong(2) + " lines of document " + rows.getLong(1)
                            + ", which does not exist");
                }
            }
        }
    }
}
