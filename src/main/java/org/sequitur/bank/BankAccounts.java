package org.sequitur.bank;

import java.util.function.UnaryOperator;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The bank accounts of each company. Whoever writes them holds the register: a document names an account before it goes or not at all,
 * and whatever looks for the primary account finds one.
 */
@Component
public final class BankAccounts {

    private static final RecordLayout<BankAccount> LAYOUT = RecordLayout.of("bank_account", BankAccount::of)
            .selectedBy("""
                    SELECT bank_account.*, company.freeagent_start_date, activity.*
                    FROM bank_account JOIN company ON company.id = bank_account.company_id
                    CROSS JOIN LATERAL (
                        SELECT sum(amount) AS moved, max(dated_on) AS latest_on, count(*) AS lines,
                               count(*) FILTER (WHERE NOT is_explained) AS unexplained_lines,
                               count(*) FILTER (WHERE review_count > 0) AS lines_to_review,
                               count(*) FILTER (WHERE is_manual) AS manual_lines
                        FROM bank_transaction
                        WHERE bank_transaction.company_id = bank_account.company_id
                          AND bank_transaction.bank_account_id = bank_account.id) AS activity
                    """)
            .with("type", account -> account.type().wireName())
            .with("name", BankAccount::name)
            .with("currency", BankAccount::currency)
            .with("is_personal", BankAccount::isPersonal)
            .with("is_primary", BankAccount::isPrimary)
            .with("status", BankAccount::status)
            .with("bank_name", BankAccount::bankName)
            .with("opening_balance", BankAccount::openingBalance)
            .with("account_number", account -> account.details().accountNumber())
            .with("sort_code", account -> account.details().sortCode())
            .with("secondary_sort_code", account -> account.details().secondarySortCode())
            .with("iban", account -> account.details().iban())
            .with("bic", account -> account.details().bic())
            .with("email", account -> account.details().email())
            .with("created_at", BankAccount::createdAt)
            .with("updated_at", BankAccount::updatedAt);

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final RecordClock clock;
    private final RecordTable<BankAccount> table;

    BankAccounts(
            JdbcClient jdbc, TransactionOperations transactions, RegisterTransactions registers, RecordClock clock) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.clock = clock;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    RecordTable<BankAccount> table() {
        return table;
    }

    public boolean exists(long companyId, long id) {
        return table.exists(companyId, id);
    }

    /**
     * The account whose lines a list is about.
     *
     * @throws WireException 400 when none is named, 404 when it is not there
     */
    public long asked(long companyId, ListQuery query) {
        Long id = query.reference("bank_account");
        if (id == null) {
            throw WireException.badRequest("A bank account must be specified");
        }
        if (!exists(companyId, id)) {
            throw WireException.notFound();
        }
        return id;
    }

    /**
     * Lets nobody else add lines to an account, remove it or change its currency until the transaction ends. After the register, for whoever
     * needs that, too.
     *
     * @return the currency
     * @throws WireException 404 when it is not there
     */
    public String lock(long companyId, long id) {
        return jdbc.sql("SELECT currency FROM bank_account WHERE company_id = ? AND id = ? FOR NO KEY UPDATE")
                .params(companyId, id)
                .query(String.class)
                .optional()
                .orElseThrow(WireException::notFound);
    }

    long add(long companyId, BankAccount account) {
        return registers.run(companyId, connection -> {
            if (account.isPrimary()) {
                leaveNonePrimary(companyId);
            }
            return table.add(companyId, account);
        });
    }

    BankAccount change(long companyId, long id, UnaryOperator<BankAccount> change) {
        return registers.run(companyId, connection -> {
            BankAccount standing = table.locked(companyId, id);
            BankAccount changed = change.apply(standing);
            if (changed.isPrimary() && !standing.isPrimary()) {
                leaveNonePrimary(companyId);
            }
            table.write(companyId, id, changed);
            return changed;
        });
    }

    /** Until the same transaction makes another one the primary account. */
    private void leaveNonePrimary(long companyId) {
        jdbc.sql("""
                        UPDATE bank_account
                        SET is_primary = false, updated_at = greatest(?, moment_after(updated_at))
                        WHERE company_id = ? AND is_primary
                        """).params(Columns.timestamp(clock.now()), companyId).update();
    }

    /** @throws WireException 403 when it is the primary account, has lines, or a document or a recurring invoice names it */
    void remove(long companyId, long id) {
        // Looking through the documents may take a while: what is in use is refused before anybody has to wait for
        // that.
        checkUnused(companyId, id);
        registers.run(companyId, connection -> {
            if (table.locked(companyId, id).isPrimary()) {
                throw WireException.forbidden("The primary bank account cannot be deleted");
            }
            checkUnused(companyId, id);
            table.remove(companyId, id, hasTransactions());
            return id;
        });
    }

    private static WireException hasTransactions() {
        return WireException.forbidden("Bank account has transactions and cannot be deleted");
    }

    private void checkUnused(long companyId, long id) {
        boolean isNamed = jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM document WHERE company_id = :company AND bank_account_id = :id)
                        OR EXISTS (
                            SELECT FROM recurring_invoice WHERE company_id = :company AND bank_account_id = :id)
                        """)
                .param("company", companyId)
                .param("id", id)
                .query(Boolean.class)
                .single();
        if (isNamed) {
            throw WireException.forbidden("Bank account is named by invoices and cannot be deleted");
        }
    }
}
