package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.reference.RegisterTransactions;
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
    private final Settlements settlements;
    private final RecordClock clock;
    private final JdbcClient jdbc;

    Reconciliations(
            JdbcClient jdbc,
            TransactionOperations transactions,
            RegisterTransactions registers,
            Invoices invoices,
            Settlements settlements,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
        this.registers = registers;
        this.invoices = invoices;
        this.settlements = settlements;
        this.clock = clock;
    }

    RecordTable<Reconciliation> table() {
        return table;
    }

    /** @throws WireException 422 when the two cannot be set off, or not by so much */
    Reconciliation add(long companyId, WireObject sent) {
        return registers.run(companyId, connection -> {
            Instant now = clock.now();
            Settlement settlement = settlements.begin(companyId, now);
            Reconciliation asked =
                    Reconciliation.unsaved(invoices.today(companyId), now).changedBy(sent, now);
            Reconciliation added = apply(companyId, settlement, asked, sent.complaints());
            settlement.write(connection);
            return table.get(companyId, table.add(companyId, added));
        });
    }

    /** @throws WireException 404 when there is no such reconciliation, 422 when it may not become so */
    Reconciliation change(long companyId, long id, WireObject sent) {
        return registers.run(companyId, connection -> {
            Reconciliation standing = table.locked(companyId, id);
            Instant now = clock.after(standing.updatedAt());
            Settlement settlement = settlements.begin(companyId, now);
            takeBack(settlement, standing);
            Reconciliation changed = apply(companyId, settlement, standing.changedBy(sent, now), sent.complaints());
            settlement.write(connection);
            table.write(companyId, id, changed);
            return changed;
        });
    }

    /** @throws WireException 404 when there is no such reconciliation */
    void remove(long companyId, long id) {
        registers.run(companyId, connection -> {
            Reconciliation standing = table.locked(companyId, id);
            Settlement settlement = settlements.begin(companyId, clock.now());
            takeBack(settlement, standing);
            settlement.write(connection);
            table.remove(companyId, id);
            return standing;
        });
    }

    private static void takeBack(Settlement settlement, Reconciliation standing) {
        pay(settlement, standing, standing.grossValue().negate());
    }

    private Reconciliation apply(long companyId, Settlement settlement, Reconciliation asked, Complaints complaints) {
        complaints.throwIfAny();
        Invoice invoice = settlement.find(DocumentKind.INVOICE, asked.invoiceId());
        Invoice creditNote = settlement.find(DocumentKind.CREDIT_NOTE, asked.creditNoteId());
        complaints.addIf(invoice == null, "Invoice not found for this company");
        complaints.addIf(creditNote == null, "Credit note not found for this company");
        complaints.throwIfAny();
        Invoice paid = Objects.requireNonNull(invoice);
        Invoice used = Objects.requireNonNull(creditNote);
        asked.check(paid, used, complaints);
        complaints.throwIfAny();
        pay(settlement, asked, asked.grossValue());
        return asked.between(paid, used, paid.contents().currency().equals(ownCurrency(companyId)));
    }

    private static void pay(Settlement settlement, Reconciliation reconciliation, BigDecimal amount) {
        Invoice invoice = Objects.requireNonNull(settlement.find(DocumentKind.INVOICE, reconciliation.invoiceId()));
        Invoice creditNote =
                Objects.requireNonNull(settlement.find(DocumentKind.CREDIT_NOTE, reconciliation.creditNoteId()));
        settlement.pay(invoice, amount, reconciliation.datedOn());
        settlement.pay(creditNote, amount.negate(), reconciliation.datedOn());
    }

    private String ownCurrency(long companyId) {
        return jdbc.sql("SELECT currency FROM company WHERE id = ?")
                .param(companyId)
                .query(String.class)
                .single();
    }
}
