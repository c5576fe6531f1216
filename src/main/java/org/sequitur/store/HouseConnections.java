package org.sequitur.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The house's own way to the database, past the walls between companies: for what is done before it is known which company is
 * asking, and for what is done for all of them. Each of its users has to see to it that nothing of one company reaches another.
 */
public final class HouseConnections {

    private static final int TURNS = 1_000;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final DataSource pool;
    private volatile @Nullable Boolean distributed;

    /** @param pool the {@link Database#pool} */
    public HouseConnections(DataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
        this.transactions = new TransactionTemplate(new ReplicatedTransactions(pool));
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /**
     * Whose turn it is in a round that locks what is due: all companies' at once, or where the database is distributed, that of each
     * of at most {@value #TURNS} that something is due of.
     *
     * @param due what comes after FROM, of a table with {@code company_id}
     */
    public List<Turn> turns(String due, Object... parameters) {
        if (!isDistributed()) {
            return List.of(Turn.ALL);
        }
        return jdbc.sql("SELECT DISTINCT company_id FROM " + due + " LIMIT " + TURNS)
                .params(parameters)
                .query((row, number) -> new Turn(row.getLong(1)))
                .list();
    }

    private boolean isDistributed() {
        Boolean known = distributed;
        if (known == null) {
            try (Connection connection = pool.getConnection()) {
                known = Distribution.isIn(connection);
                distributed = known;
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException(
                        "The database cannot be asked whether it is distributed", e);
            }
        }
        return known;
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
