package org.sequitur.bank;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.wire.ApiVersion;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The lines of each company's bank accounts. */
@Component
public final class BankTransactions {

    private static final RecordLayout<BankTransaction> LAYOUT =
            RecordLayout.of("bank_transaction", BankTransaction::of).selectedBy("""
                    SELECT bank_transaction.*, bank_account.currency
                    FROM bank_transaction
                    JOIN bank_account ON bank_account.company_id = bank_transaction.company_id
                        AND bank_account.id = bank_transaction.bank_account_id
                    """);

    private final JdbcClient jdbc;
    private final RecordTable<BankTransaction> table;
    private final ObjectProvider<TransactionExplanations> explanations;

    BankTransactions(
            JdbcClient jdbc, TransactionOperations transactions, ObjectProvider<TransactionExplanations> explanations) {
        this.jdbc = jdbc;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
        this.explanations = explanations;
    }

    public RecordTable<BankTransaction> table() {
        return table;
    }

    /** Some transactions of a company as the wire shows them. */
    List<Body> shown(long companyId, List<BankTransaction> transactions, ApiVersion version) {
        List<Long> ids = transactions.stream().map(BankTransaction::id).toList();
        TransactionExplanations given = explanations.getIfAvailable();
        Map<Long, List<Body>> explained = given == null || ids.isEmpty() ? Map.of() : given.of(companyId, ids, version);
        Map<Alike, Long> alike = alike(companyId, transactions);
        return transactions.stream()
                .map(transaction -> transaction.shown(
                        Objects.requireNonNull(alike.get(Alike.of(transaction))) - 1,
                        explained.getOrDefault(transaction.id(), List.of())))
                .toList();
    }

    private record Alike(long bankAccountId, String text) {
        static Alike of(BankTransaction transaction) {
            return new Alike(transaction.bankAccountId(), transaction.text());
        }
    }

    /** How many lines say what each of these says, itself included. */
    private Map<Alike, Long> alike(long companyId, Collection<BankTransaction> transactions) {
        Map<Alike, Long> counts = new HashMap<>();
        transactions.forEach(transaction -> counts.put(Alike.of(transaction), 1L));
        jdbc.sql("""
                        SELECT bank_account_id, description, count(*) FROM bank_transaction
                        WHERE company_id = ? AND bank_account_id = ANY (?) AND description = ANY (?)
                        GROUP BY bank_account_id, description
                        """)
                .params(
                        companyId,
                        counts.keySet().stream()
                                .map(Alike::bankAccountId)
                                .distinct()
                                .toArray(Long[]::new),
                        counts.keySet().stream().map(Alike::text).distinct().toArray(String[]::new))
                .query(rows -> {
                    counts.put(new Alike(rows.getLong(1), rows.getString(2)), rows.getLong(3));
                });
        return counts;
    }

    /** @throws WireException 403 when anything explains it */
    void remove(long companyId, long id) {
        int removed = jdbc.sql("DELETE FROM bank_transaction WHERE company_id = ? AND id = ? AND explanation_count = 0")
                .params(companyId, id)
                .update();
        if (removed == 0) {
            table.get(companyId, id);
            throw WireException.forbidden("Bank transaction is explained and cannot be deleted");
        }
    }
}
