package org.sequitur.bank;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.sequitur.store.Columns;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What explanations do to lines of accounts, in their own transactions: they add lines by hand, and count themselves on each. */
@Component
public final class ExplainedLines {

    private final JdbcClient jdbc;
    private final BankTransactions transactions;

    ExplainedLines(JdbcClient jdbc, BankTransactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @throws WireException 404 when there is no such line */
    public BankTransaction locked(long companyId, long id) {
        return transactions.table().locked(companyId, id);
    }

    /** @return the id of the new line */
    public long add(long companyId, long accountId, LocalDate day, BigDecimal amount, Instant now) {
        return jdbc.sql("""
                        INSERT INTO bank_transaction (
                            company_id, bank_account_id, dated_on, amount, description, created_at, updated_at)
                        VALUES (:company, :account, :day, :amount, '', :now, :now)
                        RETURNING id
                        """)
                .param("company", companyId)
                .param("account", accountId)
                .param("day", day)
                .param("amount", amount)
                .param("now", Columns.timestamp(now))
                .query(Long.class)
                .single();
    }

    /** One more explanation of a line, or with {@code times} -1 one less. */
    public void count(long companyId, long id, BigDecimal amount, boolean isToBeReviewed, int times, Instant now) {
        jdbc.sql("""
                        UPDATE bank_transaction
                        SET explained_amount = explained_amount + :amount, explanation_count = explanation_count + :times,
                            review_count = review_count + :reviews,
                            updated_at = greatest(:now, moment_after(updated_at))
                        WHERE company_id = :company AND id = :id
                        """)
                .param("amount", amount.multiply(BigDecimal.valueOf(times)))
                .param("times", times)
                .param("reviews", isToBeReviewed ? times : 0)
                .param("now", Columns.timestamp(now))
                .param("company", companyId)
                .param("id", id)
                .update();
    }

    /** A line that was added by hand for its only explanation is what this says; one that nothing explains any more goes. */
    public void follow(long companyId, long id, LocalDate day) {
        jdbc.sql("""
                        UPDATE bank_transaction SET amount = explained_amount, dated_on = ?
                        WHERE company_id = ? AND id = ? AND is_manual AND explanation_count = 1
                        """).params(day, companyId, id).update();
        jdbc.sql("DELETE FROM bank_transaction WHERE company_id = ? AND id = ? AND is_manual AND explanation_count = 0")
                .params(companyId, id)
                .update();
    }
}
