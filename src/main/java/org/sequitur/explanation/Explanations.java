package org.sequitur.explanation;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.bank.BankAccounts;
import org.sequitur.bank.BankTransaction;
import org.sequitur.bank.ExplainedLines;
import org.sequitur.category.Category;
import org.sequitur.company.Company;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.Settlement;
import org.sequitur.invoice.Settlements;
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
 * The explanations of each company. Each change holds the company's register first, then accounts and lines: what is paid of a document,
 * what explains a line and both sides of a transfer move together or not at all.
 */
@Component
final class Explanations {

    private final JdbcClient jdbc;
    private final RecordTable<Explanation> table;
    private final RegisterTransactions registers;
    private final Settlements settlements;
    private final BankAccounts accounts;
    private final ExplainedLines lines;
    private final ExplanationReferences references;
    private final RecordClock clock;

    Explanations(
            JdbcClient jdbc,
            TransactionOperations transactions,
            RegisterTransactions registers,
            Settlements settlements,
            BankAccounts accounts,
            ExplainedLines lines,
            ExplanationReferences references,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.table = new RecordTable<>(jdbc, transactions, ExplanationColumns.layout());
        this.registers = registers;
        this.settlements = settlements;
        this.accounts = accounts;
        this.lines = lines;
        this.references = references;
        this.clock = clock;
    }

    RecordTable<Explanation> table() {
        return table;
    }

    /**
     * @param further what else is done with the new explanation, in the same transaction
     * @throws WireException 404 when there is no such account or line, 422 when it cannot be explained so
     */
    Explanation add(Company company, WireObject sent, LongConsumer further) {
        return registers.run(company.id(), connection -> {
            Instant now = clock.now();
            Explanation asked = begun(company.id(), sent, now).changedBy(sent, now);
            Explanation settled = settled(company, asked, null, sent.complaints(), connection, now);
            long id = add(company.id(), settled, now);
            if (settled.purpose().isTransfer()) {
                addOtherSide(company.id(), id, settled, now);
            }
            further.accept(id);
            return table.get(company.id(), id);
        });
    }

    private Explanation begun(long companyId, WireObject sent, Instant now) {
        Long account = sent.reference("bank_account", null);
        Long transaction = sent.reference("bank_transaction", null);
        if (transaction != null) {
            BankTransaction line = lines.locked(companyId, transaction);
            sent.complaints()
                    .addIf(
                            account != null && account != line.bankAccountId(),
                            "bank_account must be that of bank_transaction");
            return Explanation.unsaved(line.bankAccountId(), line.id(), line.currency(), now);
        }
        if (account == null) {
            throw WireException.invalid("bank_account can't be blank");
        }
        return Explanation.unsaved(account, 0, accounts.lock(companyId, account), now);
    }

    /** To the line that it explains, or to one that is added for it. */
    private long add(long companyId, Explanation explanation, Instant now) {
        long line = explanation.transactionId() != 0
                ? explanation.transactionId()
                : lines.add(companyId, explanation.accountId(), explanation.day(), explanation.value(), now);
        long id = table.add(companyId, explanation.onLine(line));
        lines.count(companyId, line, explanation.value(), explanation.isToBeReviewed(), 1, now);
        return id;
    }

    private void addOtherSide(long companyId, long id, Explanation side, Instant now) {
        long otherId = Objects.requireNonNull(side.purpose().accountId());
        String otherCurrency = accounts.lock(companyId, otherId);
        Explanation other = side.otherSide(id, otherId, otherCurrency, otherValue(side, otherCurrency));
        long linked = add(companyId, other, now);
        jdbc.sql("UPDATE bank_transaction_explanation SET linked_explanation_id = ? WHERE company_id = ? AND id = ?")
                .params(linked, companyId, id)
                .update();
    }

    /** @throws WireException 422 when nobody says what arrives in an account of another currency */
    private static BigDecimal otherValue(Explanation side, String otherCurrency) {
        if (otherCurrency.equals(side.currency())) {
            return side.value().negate();
        }
        if (side.foreignValue() == null) {
            throw WireException.invalid("foreign_currency_value can't be blank between accounts of two currencies");
        }
        return side.foreignValue().negate();
    }

    /**
     * @param further what else is done with the explanation, in the same transaction
     * @throws WireException 404 when there is no such explanation, 422 when it may not become so
     */
    Explanation change(Company company, long id, WireObject sent, LongConsumer further) {
        long companyId = company.id();
        return registers.run(companyId, connection -> {
            Explanation standing = table.locked(companyId, id);
            lines.locked(companyId, standing.transactionId());
            Instant now = clock.after(standing.updatedAt());
            Explanation asked = standing.changedBy(sent, now);
            boolean isOtherTransfer = !Objects.equals(
                    standing.purpose().accountId(), asked.purpose().accountId());
            sent.complaints().addIf(isOtherTransfer, "transfer_bank_account is locked and cannot be changed");
            Explanation settled = settled(company, asked, standing, sent.complaints(), connection, now);
            replace(companyId, standing, settled, now);
            if (standing.linkedId() != null) {
                changeOtherSide(companyId, settled, standing.linkedId(), now);
            }
            further.accept(id);
            return table.get(companyId, id);
        });
    }

    private void replace(long companyId, Explanation standing, Explanation changed, Instant now) {
        table.write(companyId, standing.id(), changed);
        lines.count(companyId, standing.transactionId(), standing.value(), standing.isToBeReviewed(), -1, now);
        lines.count(companyId, standing.transactionId(), changed.value(), changed.isToBeReviewed(), 1, now);
        lines.follow(companyId, standing.transactionId(), changed.day());
    }

    private void changeOtherSide(long companyId, Explanation side, long otherId, Instant now) {
        Explanation other = table.locked(companyId, otherId);
        replace(
                companyId,
                other,
                side.otherSide(side.id(), other.accountId(), other.currency(), otherValue(side, other.currency()))
                        .onLine(other.transactionId()),
                now);
    }

    /** @throws WireException 404 when there is no such explanation */
    void remove(long companyId, long id) {
        registers.run(companyId, connection -> {
            Explanation standing = table.locked(companyId, id);
            Instant now = clock.now();
            Settlement settlement = settlements.begin(companyId, now);
            takeBack(settlement, standing);
            settlement.write(connection);
            remove(companyId, standing, now);
            if (standing.linkedId() != null) {
                remove(companyId, table.locked(companyId, standing.linkedId()), now);
            }
            return id;
        });
    }

    private void remove(long companyId, Explanation standing, Instant now) {
        table.remove(companyId, standing.id());
        lines.count(companyId, standing.transactionId(), standing.value(), standing.isToBeReviewed(), -1, now);
        lines.follow(companyId, standing.transactionId(), standing.day());
    }

    /** With what follows from it, and the documents paid that it pays; what stood before is taken back first. */
    private Explanation settled(
            Company company,
            Explanation asked,
            @Nullable Explanation standing,
            Complaints complaints,
            Connection connection,
            Instant now)
            throws SQLException {
        complaints.throwIfAny();
        Category category = references.check(company, asked, complaints);
        complaints.throwIfAny();
        Settlement settlement = settlements.begin(company.id(), now);
        if (standing != null) {
            takeBack(settlement, standing);
        }
        Explanation settled = settled(company, asked.payingNothing(), category, settlement, complaints);
        complaints.throwIfAny();
        settlement.write(connection);
        return settled;
    }

    private static void takeBack(Settlement settlement, Explanation standing) {
        Long documentId = standing.purpose().documentId();
        DocumentPayment payment = standing.payment();
        if (documentId != null && payment != null) {
            Invoice document = Objects.requireNonNull(settlement.find(documentId));
            settlement.pay(document, payment.value().negate(), standing.day());
        }
    }

    private Explanation settled(
            Company company,
            Explanation asked,
            @Nullable Category category,
            Settlement settlement,
            Complaints complaints) {
        Purpose purpose = asked.purpose();
        BigDecimal rate = rate(company, asked);
        if (purpose.documentId() != null) {
            Invoice document = settlement.find(purpose.documentId());
            if (document == null) {
                complaints.add("Invoice not found for this company");
                return asked;
            }
            DocumentPayment payment = DocumentPayment.of(asked, document, company.currency(), rate, complaints);
            if (complaints.isEmpty()) {
                settlement.pay(document, payment.value(), asked.day());
            }
            return asked.paying(payment, !document.contents().currency().equals(asked.currency()));
        }
        if (purpose.isTransfer()) {
            return asked.called(transferInWords(company.id(), asked));
        }
        return purpose.isTaxable()
                ? asked.with(asked.tax()
                        .settled(
                                asked.amount(rate),
                                asked.day(),
                                Objects.requireNonNull(purpose.category()),
                                category,
                                company,
                                complaints))
                : asked;
    }

    private String transferInWords(long companyId, Explanation side) {
        String own = name(companyId, side.accountId());
        String other = name(companyId, Objects.requireNonNull(side.purpose().accountId()));
        return side.isMoneyIn() ? "Transfer from " + other + " to " + own : "Transfer from " + own + " to " + other;
    }

    private String name(long companyId, long accountId) {
        return jdbc.sql("SELECT name FROM bank_account WHERE company_id = ? AND id = ?")
                .params(companyId, accountId)
                .query(String.class)
                .single();
    }

    /** Of the account's currency: the last one that an invoice stated, on that day or before; one when there is none. */
    private BigDecimal rate(Company company, Explanation explanation) {
        if (explanation.currency().equals(company.currency())) {
            return BigDecimal.ONE;
        }
        return jdbc.sql("""
                        SELECT rate FROM exchange_rate WHERE company_id = ? AND currency = ? AND dated_on <= ?
                        ORDER BY dated_on DESC LIMIT 1
                        """)
                .params(company.id(), explanation.currency(), explanation.day())
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ONE);
    }
}
