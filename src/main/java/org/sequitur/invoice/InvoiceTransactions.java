package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.DocumentRegister;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** Transactions that change one stored invoice. Each first locks the company's register, so it is ordered with all others. */
final class InvoiceTransactions {

    /** What is done with the invoice as it is stored. */
    @FunctionalInterface
    interface Change {
        Invoice apply(Connection connection, Invoice stored) throws SQLException;
    }

    private final Invoices invoices;
    private final JdbcOperations jdbc;
    private final TransactionOperations transactions;

    InvoiceTransactions(Invoices invoices, JdbcOperations jdbc, TransactionOperations transactions) {
        this.invoices = invoices;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @throws WireException 404 when the company has no such invoice */
    Invoice run(long companyId, long id, Change change) {
        return run(companyId, id, lock -> {}, change);
    }

    /** The same, with questions of the change's own in the flight that locks the register. */
    Invoice run(long companyId, long id, Consumer<Flight> questions, Change change) {
        ConnectionCallback<Invoice> callback = connection -> {
            Flight lock = new Flight();
            DocumentRegister.lock(lock, companyId);
            questions.accept(lock);
            lock.fly(connection);
            return change.apply(connection, invoices.get(companyId, id));
        };
        @Nullable Invoice changed = transactions.execute(status -> jdbc.execute(callback));
        if (changed == null) {
            throw new IllegalStateException("a change came to nothing");
        }
        return changed;
    }
}
