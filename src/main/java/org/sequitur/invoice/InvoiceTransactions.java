package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireException;

/** Transactions that change one stored document, ordered with all that touches the company's documents. */
final class InvoiceTransactions {

    /** What is done with the invoice as it is stored. */
    @FunctionalInterface
    interface Change {
        Invoice apply(Connection connection, Invoice stored) throws SQLException;
    }

    private final Invoices invoices;
    private final RegisterTransactions registers;

    InvoiceTransactions(Invoices invoices, RegisterTransactions registers) {
        this.invoices = invoices;
        this.registers = registers;
    }

    /** @throws WireException 404 when the company has no such document */
    Invoice run(long companyId, DocumentKind kind, long id, Change change) {
        return run(companyId, kind, id, lock -> {}, change);
    }

    /** The same, with questions of the change's own in the flight that locks the register. */
    Invoice run(long companyId, DocumentKind kind, long id, Consumer<Flight> questions, Change change) {
        return registers.run(
                companyId, questions, connection -> change.apply(connection, invoices.get(companyId, kind, id)));
    }
}
