package org.sequitur.invoice;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;

/**
 * What one transaction pays, refunds and takes back of documents. It holds the company's register, as every change of a document does, so
 * that no two of them take the same amount.
 */
public final class Settlement {

    private final Invoices invoices;
    private final RecordClock clock;
    private final long companyId;
    private final Instant now;
    private final Map<Long, Invoice> documents = new LinkedHashMap<>();

    Settlement(Invoices invoices, RecordClock clock, long companyId, Instant now) {
        this.invoices = invoices;
        this.clock = clock;
        this.companyId = companyId;
        this.now = now;
    }

    /** The document with what was paid of it here so far; null when the company has none of that kind. */
    public @Nullable Invoice find(DocumentKind kind, long id) {
        Invoice touched = documents.get(id);
        if (touched != null) {
            return touched.kind() == kind ? touched : null;
        }
        return invoices.find(companyId, kind, id).orElse(null);
    }

    /** The invoice or credit note of an id: they have one sequence. */
    public @Nullable Invoice find(long id) {
        Invoice invoice = find(DocumentKind.INVOICE, id);
        return invoice == null ? find(DocumentKind.CREDIT_NOTE, id) : invoice;
    }

    /**
     * Pays so much more of a document that was found here.
     *
     * @param amount in its currency: positive for a payment of an invoice, negative for a refund of a credit note, and the other way
     *     round for what is taken back
     */
    public void pay(Invoice document, BigDecimal amount, LocalDate day) {
        Instant next = clock.after(document.updatedAt());
        documents.put(document.id(), document.withPayment(amount, day, next.isAfter(now) ? next : now));
    }

    /** Writes all documents that anything was paid of. */
    public void write(Connection connection) throws SQLException {
        Flight flight = new Flight();
        documents.values().forEach(document -> InvoiceChanges.tellPayment(flight, companyId, document));
        flight.fly(connection);
    }
}
