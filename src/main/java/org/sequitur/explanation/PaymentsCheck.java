package org.sequitur.explanation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.sequitur.verification.Check;

/** What is paid of a document is the sum of what pays it, and a line of a bank account counts what explains it. */
public final class PaymentsCheck implements Check {

    private static final int ROWS_AT_ONCE = 2_000;

    private static final String DOCUMENTS = """
            SELECT 'document ' || d.id || ' (' || d.reference || ') is stored as paid with ' || d.paid_value
                   || ', and its payments come to ' || coalesce(p.paid, 0)
            FROM document d LEFT JOIN (
                SELECT document_id, sum(value) AS paid FROM (
                    SELECT paid_document_id AS document_id, paid_value AS value FROM bank_transaction_explanation
                    WHERE company_id = ? AND paid_document_id IS NOT NULL
                    UNION ALL
                    SELECT invoice_id, gross_value FROM credit_note_reconciliation WHERE company_id = ?
                    UNION ALL
                    SELECT credit_note_id, -gross_value FROM credit_note_reconciliation WHERE company_id = ?) AS one
                GROUP BY document_id) AS p ON p.document_id = d.id
            WHERE d.company_id = ? AND d.paid_value <> coalesce(p.paid, 0)
            ORDER BY d.id
            """;

    private static final String LINES = """
            SELECT 'bank transaction ' || t.id || ' counts ' || t.explanation_count || ' explanations of ' || t.explained_amount
                   || ', and there are ' || coalesce(e.number, 0) || ' of ' || coalesce(e.explained, 0)
            FROM bank_transaction t LEFT JOIN (
                SELECT bank_transaction_id, sum(gross_value) AS explained, count(*) AS number
                FROM bank_transaction_explanation WHERE company_id = ? GROUP BY bank_transaction_id) AS e
                ON e.bank_transaction_id = t.id
            WHERE t.company_id = ?
              AND (t.explained_amount, t.explanation_count::bigint) <> (coalesce(e.explained, 0), coalesce(e.number, 0))
            ORDER BY t.id
            """;

    @Override
    public void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        tell(connection, DOCUMENTS, 4, companyId, breach);
        tell(connection, LINES, 2, companyId, breach);
    }

    /** @param times how often the question names the company */
    private static void tell(Connection connection, String question, int times, long companyId, Consumer<String> breach)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            for (int i = 1; i <= times; i++) {
                statement.setLong(i, companyId);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    breach.accept(rows.getString(1));
                }
            }
        }
    }
}
