package org.sequitur.store;

import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The house's own way to the database, past the walls between companies: for what is done before it is known which company is
 * asking, and for what is done for all of them. Each of its users has to see to it that nothing of one company reaches another.
 */
public final class HouseConnections {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    /** @param pool the {@link Database#pool} */
    public HouseConnections(DataSource pool) {
        this.jdbc = JdbcClient.create(pool);
        this.transactions = new TransactionTemplate(new ReplicatedTransactions(pool));
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Transactions of {@link #jdbc}. */
    public TransactionOperations transactions() {
        return transactions;
    }

    /** Asks something that nobody's work depends on: the database gives up after a second. */
    public <T> T glance(Function<JdbcClient, T> question) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("SET LOCAL statement_timeout = '1s'").update();
            return question.apply(jdbc);
        }));
    }
}
