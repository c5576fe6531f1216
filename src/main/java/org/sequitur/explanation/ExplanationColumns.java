package org.sequitur.explanation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.expense.ExpenseTaxColumns;
import org.sequitur.expense.Rebilling;
import org.sequitur.invoice.DocumentKind;
import org.sequitur.record.RecordLayout;
import org.sequitur.store.Columns;

/** How explanations lie in their table. */
final class ExplanationColumns {

    static final String TABLE = "bank_transaction_explanation";

    private ExplanationColumns() {}

    static RecordLayout<Explanation> layout() {
        RecordLayout<Explanation> untaxed = RecordLayout.of(TABLE, ExplanationColumns::explanation)
                .selectedBy("""
                        SELECT bank_transaction_explanation.*, bank_account.currency, document.kind AS document_kind
                        FROM bank_transaction_explanation
                        JOIN bank_account ON bank_account.company_id = bank_transaction_explanation.company_id
                            AND bank_account.id = bank_transaction_explanation.bank_account_id
                        LEFT JOIN document ON document.company_id = bank_transaction_explanation.company_id
                            AND document.id = bank_transaction_explanation.paid_document_id
                        """)
                .with("bank_account_id", Explanation::accountId)
                .with("bank_transaction_id", Explanation::transactionId)
                .with("dated_on", Explanation::datedOn)
                .with("gross_value", Explanation::gross)
                .with("foreign_currency_value", Explanation::foreignValue)
                .with("description", Explanation::description)
                .with("category", explanation -> explanation.purpose().category())
                .with("paid_document_id", explanation -> explanation.purpose().documentId())
                .with("paid_value", ofPayment(DocumentPayment::value))
                .with("exchange_gain", ofPayment(DocumentPayment::exchangeGain))
                .with("paid_user_id", explanation -> explanation.purpose().userId())
                .with(
                        "transfer_bank_account_id",
                        explanation -> explanation.purpose().accountId())
                .with("linked_explanation_id", Explanation::linkedId)
                .with("project_id", Explanation::projectId)
                .with("rebill_type", explanation -> explanation.rebilling().type())
                .with("rebill_factor", explanation -> explanation.rebilling().factor())
                .with("property_id", Explanation::propertyId)
                .with("stock_item_id", explanation -> explanation.purpose().stockItemId())
                .with(
                        "stock_altering_quantity",
                        explanation -> explanation.purpose().stockQuantity())
                .with("cheque_number", Explanation::chequeNumber)
                .with("receipt_reference", Explanation::receiptReference)
                .with("marked_for_review", Explanation::isToBeReviewed)
                .with("updated_at", Explanation::updatedAt);
        return ExpenseTaxColumns.with(untaxed, Explanation::tax);
    }

    private static Function<Explanation, @Nullable Object> ofPayment(
            Function<DocumentPayment, @Nullable Object> value) {
        return explanation -> explanation.payment() == null ? null : value.apply(explanation.payment());
    }

    private static Explanation explanation(ResultSet row) throws SQLException {
        return new Explanation(
                row.getLong("id"),
                row.getLong("bank_account_id"),
                row.getLong("bank_transaction_id"),
                row.getString("currency"),
                Columns.date(row, "dated_on"),
                row.getBigDecimal("gross_value"),
                row.getBigDecimal("foreign_currency_value"),
                row.getString("description"),
                new Purpose(
                        row.getString("category"),
                        row.getObject("paid_document_id", Long.class),
                        row.getObject("transfer_bank_account_id", Long.class),
                        row.getObject("paid_user_id", Long.class),
                        row.getObject("stock_item_id", Long.class),
                        row.getBigDecimal("stock_altering_quantity")),
                payment(row),
                row.getObject("linked_explanation_id", Long.class),
                ExpenseTaxColumns.read(row),
                row.getObject("project_id", Long.class),
                new Rebilling(row.getString("rebill_type"), row.getBigDecimal("rebill_factor")),
                row.getObject("property_id", Long.class),
                row.getString("cheque_number"),
                row.getString("receipt_reference"),
                row.getBoolean("marked_for_review"),
                Columns.instant(row, "updated_at"));
    }

    private static @Nullable DocumentPayment payment(ResultSet row) throws SQLException {
        String kind = row.getString("document_kind");
        return kind == null
                ? null
                : new DocumentPayment(
                        DocumentKind.of(kind), row.getBigDecimal("paid_value"), row.getBigDecimal("exchange_gain"));
    }
}
