package org.sequitur.reference;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import org.sequitur.store.Flight;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions that begin with the lock of a company's register, and so are ordered with everything that creates, changes or
 * deletes its documents. One that is begun inside another transaction is part of it.
 */
@Component
public final class RegisterTransactions {

    /** What is done while the register is held; what it throws rolls everything back. */
    @FunctionalInterface
    public interface Work<T> {
        T apply(Connection connection) throws SQLException;
    }

    private final JdbcOperations jdbc;
    private final TransactionOperations transactions;

    RegisterTransactions(JdbcOperations jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public <T> T run(long companyId, Work<T> work) {
        return run(companyId, lock -> {}, work);
    }

    /** The same, with questions of the work's own in the flight that locks the register. */
    public <T> T run(long companyId, Consumer<Flight> questions, Work<T> work) {
        ConnectionCallback<T> callback = connection -> {
            Flight lock = new Flight();
            DocumentRegister.lock(lock, companyId);
            questions.accept(lock);
            lock.fly(connection);
            return work.apply(connection);
        };
        return Objects.requireNonNull(transactions.execute(status -> jdbc.execute(callback)));
    }
}
