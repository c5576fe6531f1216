package org.sequitur.bank;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.money.MoneyText;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/**
 * A line of a bank account.
 *
 * @param amount positive when money came in, in the account's currency
 * @param text what the bank says; empty when it was added by hand
 * @param type the bank's word for the kind of line; null when it was added by hand
 * @param transactionId the bank's own name for it, which is its only one in the account; null when there is none
 * @param uploadedAt null when it was added by hand
 * @param explainedAmount the sum of what explains it
 * @param explanationCount how many explain it
 */
public record BankTransaction(
        long id,
        long bankAccountId,
        String currency,
        LocalDate datedOn,
        BigDecimal amount,
        String text,
        @Nullable String type,
        @Nullable String transactionId,
        @Nullable Instant uploadedAt,
        BigDecimal explainedAmount,
        int explanationCount,
        Instant createdAt,
        Instant updatedAt) {

    static BankTransaction of(ResultSet row) throws SQLException {
        return new BankTransaction(
                row.getLong("id"),
                row.getLong("bank_account_id"),
                row.getString("currency"),
                row.getObject("dated_on", LocalDate.class),
                row.getBigDecimal("amount"),
                row.getString("description"),
                row.getString("transaction_type"),
                row.getString("transaction_id"),
                row.getObject("uploaded_at") == null ? null : Columns.instant(row, "uploaded_at"),
                row.getBigDecimal("explained_amount"),
                row.getInt("explanation_count"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    public boolean isManual() {
        return uploadedAt == null;
    }

    /** What is left to explain. */
    public BigDecimal unexplainedAmount() {
        return amount.subtract(explainedAmount);
    }

    /** Text, an empty part, and the type, with strokes: so FreeAgent's wire has it. */
    String description() {
        return text + "//" + Objects.requireNonNullElse(type, "") + "/";
    }

    /** The same with the amount, without its sign. */
    public String fullDescription() {
        return description() + MoneyText.of(amount.abs(), currency);
    }

    /**
     * As the wire shows it.
     *
     * @param alike how many other lines of the account have the same text
     */
    Body shown(long alike, List<Body> explanations) {
        return out -> write(out, alike, explanations);
    }

    private void write(WireWriter out, long alike, List<Body> explanations) {
        out.reference("url", "bank_transactions", id);
        out.decimal("amount", amount);
        out.reference("bank_account", "bank_accounts", bankAccountId);
        out.date("dated_on", datedOn);
        out.text("description", description());
        out.text("full_description", fullDescription());
        out.instant("uploaded_at", uploadedAt);
        out.decimal("unexplained_amount", unexplainedAmount());
        out.bool("is_manual", isManual());
        out.text("transaction_id", transactionId);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
        out.integer("matching_transactions_count", alike);
        out.list(
                "bank_transaction_explanations",
                "bank_transaction_explanation",
                explanations,
                (element, explanation) -> explanation.write(element));
    }
}
