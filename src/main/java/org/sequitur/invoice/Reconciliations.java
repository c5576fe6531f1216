package org.sequitur.invoice;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What is set off between credit notes and invoices. Each change holds the company's register, as every change of a document
 * does, so that no two of them take the same amount.
 */
@Component
final class Reconciliations {

    private static final RecordLayout<Reconciliation> LAYOUT = RecordLayout.of(
                    "credit_note_reconciliation", Reconciliation::of)
            .selectedBy("""
                    SELECT credit_note_reconciliation.*, document.currency
                    FROM credit_note_reconciliation
                    JOIN document ON document.company_id = credit_note_reconciliation.company_id
                        AND document.id = credit_note_reconciliation.invoice_id
                    """)
            .with("invoice_id", Reconciliation::invoiceId)
            .with("credit_note_id", Reconciliation::creditNoteId)
            .with("gross_value", Reconciliation::grossValue)
            .with("dated_on", Reconciliation::datedOn)
            .with("exchange_rate", Reconciliation::exchangeRate)
            .with("created_at", Reconciliation::createdAt)
            .with("updated_at", Reconciliation::updatedAt);

    private final RecordTable<Reconciliation> table;
    private final RegisterTransactions registers;
    private final Invoices invoices;
    private final RecordClock clock;
    private final JdbcClient jdbc;

    Reconciliations(
            JdbcClient jdbc,
            TransactionOperations transactions,
            RegisterTransactions registers,
            Invoices invoices,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
        this.registers = registers;
        this.invoices = invoices;
        this.clock = clock;
    }

    RecordTable<Reconciliation> table() {
        return table;
    }

    /** @throws WireException 422 when the two cannot be set off, or not by so much */
    Reconciliation add(long companyId, WireObject sent) {
        return registers.run(companyId, connection -> {
            Instant now = clock.now();
            Settlement settlement = new Settlement(companyId, now);
            Reconciliation asked =
                    Reconciliation.unsaved(invoices.today(companyId), now).changedBy(sent, now);
            Reconciliation added = settlement.apply(asked, sent.complaints());
            settlement.write(connection);
            return table.get(companyId, table.add(companyId, added));
        });
    }

    /** @throws WireException 404 when there is no such reconciliation, 422 when it may not become so */
    Reconciliation change(long companyId, long id, WireObject sent) {
        return registers.run(companyId, connection -> {
            Reconciliation standing = table.locked(companyId, id);
            Instant now = clock.after(standing.updatedAt());
            Settlement settlement = new Settlement(companyId, now);
            settlement.takeBack(standing);
            Reconciliation changed = settlement.apply(standing.changedBy(sent, now), sent.complaints());
            settlement.write(connection);
            table.write(companyId, id, changed);
            return changed;
        });
    }

    /** @throws WireException 404 when there is no such reconciliation */
    void remove(long companyId, long id) {
        registers.run(companyId, connection -> {
            Reconciliation standing = table.locked(companyId, id);
            Settlement settlement = new Settlement(companyId, clock.now());
            settlement.takeBack(standing);
            settlement.write(connection);
            table.remove(companyId, id);
            return standing;
        });
    }

    /** What one change makes of the documents that it touches. */
    private final class Settlement {

        private final long companyId;
        private final Instant now;
        private final Map<Long, Invoice> documents = new LinkedHashMap<>();

        private Settlement(long companyId, Instant now) {
            this.companyId = companyId;
            this.now = now;
        }

        void takeBack(Reconciliation standing) {
            pay(standing, standing.grossValue().negate());
        }

        Reconciliation apply(Reconciliation asked, Complaints complaints) {
            complaints.throwIfAny();
            complaints.addIf(!isThere(DocumentKind.INVOICE, asked.invoiceId()), "Invoice not found for this company");
            complaints.addIf(
                    !isThere(DocumentKind.CREDIT_NOTE, asked.creditNoteId()), "Credit note not found for this company");
            complaints.throwIfAny();
            Invoice invoice = document(DocumentKind.INVOICE, asked.invoiceId());
            Invoice creditNote = document(DocumentKind.CREDIT_NOTE, asked.creditNoteId());
            asked.check(invoice, creditNote, complaints);
            complaints.throwIfAny();
            pay(asked, asked.grossValue());
            return asked.between(
                    invoice, creditNote, invoice.contents().currency().equals(ownCurrency()));
        }

        private void pay(Reconciliation reconciliation, BigDecimal amount) {
            Invoice invoice = document(DocumentKind.INVOICE, reconciliation.invoiceId());
            Invoice creditNote = document(DocumentKind.CREDIT_NOTE, reconciliation.creditNoteId());
            documents.put(invoice.id(), invoice.withPayment(amount, reconciliation.datedOn(), after(invoice)));
            documents.put(
                    creditNote.id(),
                    creditNote.withPayment(amount.negate(), reconciliation.datedOn(), after(creditNote)));
        }

        private Instant after(Invoice document) {
            Instant next = clock.after(document.updatedAt());
            return next.isAfter(now) ? next : now;
        }

        private boolean isThere(DocumentKind kind, long id) {
            return documents.containsKey(id)
                    ? documents.get(id).kind() == kind
                    : invoices.find(companyId, kind, id).isPresent();
        }

        private Invoice document(DocumentKind kind, long id) {
            Invoice touched = documents.get(id);
            return touched == null ? invoices.get(companyId, kind, id) : touched;
        }

        private String ownCurrency() {
            return jdbc.sql("SELECT currency FROM company WHERE id = ?")
                    .param(companyId)
                    .query(String.class)
                    .single();
        }

        void write(Connection connection) throws SQLException {
            Flight flight = new Flight();
            documents.values().forEach(document -> InvoiceChanges.tellPayment(flight, companyId, document));
            flight.fly(connection);
        }
    }
}
