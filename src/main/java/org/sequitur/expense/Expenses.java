package org.sequitur.expense;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sequitur.category.Categories;
import org.sequitur.company.Company;
import org.sequitur.record.RecordTable;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The expenses of each company. An expense is locked before the user whose miles it counts, and users in the order of their ids: what
 * is claimed of one user is counted one after the other.
 */
@Component
final class Expenses {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Categories categories;
    private final RecordTable<Expense> table;

    Expenses(JdbcClient jdbc, TransactionOperations transactions, Categories categories) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.categories = categories;
        this.table = new RecordTable<>(jdbc, transactions, ExpenseColumns.layout());
    }

    RecordTable<Expense> table() {
        return table;
    }

    /** Does something with expenses all of it or nothing. */
    <T> T together(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }

    /** Whoever counts miles of these users waits until the transaction ends. */
    void lockCounting(long companyId, List<Expense> expenses) {
        expenses.stream()
                .filter(Expense::awaitsMiles)
                .mapToLong(Expense::userId)
                .distinct()
                .sorted()
                .forEach(user -> openingMileage(companyId, user));
    }

    /** What an expense has to be settled with; in a transaction. */
    Expense.Facts facts(Company company, Expense expense) {
        return new Expense.Facts(
                categories.find(company, expense.category()),
                expense.awaitsRate() ? exchangeRate(company, expense) : BigDecimal.ONE,
                expense.awaitsMiles() ? milesBefore(company, expense) : BigDecimal.ZERO);
    }

    /** The last rate that was stated for the currency, on that day or before; one when there is none. */
    private BigDecimal exchangeRate(Company company, Expense expense) {
        return jdbc.sql("""
                        SELECT rate FROM exchange_rate
                        WHERE company_id = ? AND currency = ? AND dated_on <= ?
                        ORDER BY dated_on DESC LIMIT 1
                        """)
                .params(company.id(), expense.amount().currency(), expense.day())
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ONE);
    }

    /** What other claims of the user, vehicle and tax year have used of the limit, and the miles from before the books began. */
    private BigDecimal milesBefore(Company company, Expense expense) {
        String vehicle = Objects.requireNonNull(expense.mileage()).vehicle();
        LocalDate year = MileageRates.taxYearOf(expense.day());
        BigDecimal opening = openingMileage(company.id(), expense.userId());
        BigDecimal claimed = jdbc.sql("""
                        SELECT coalesce(sum(initial_rate_mileage), 0) FROM expense
                        WHERE company_id = ? AND user_id = ? AND vehicle_type = ? AND dated_on >= ? AND dated_on < ? AND id <> ?
                        """)
                .params(company.id(), expense.userId(), vehicle, year, year.plusYears(1), expense.id())
                .query(BigDecimal.class)
                .single();
        boolean isFirstYear = vehicle.equals(MileageRates.CAR)
                && MileageRates.taxYearOf(company.accountingDates().freeagentStart())
                        .equals(year);
        return isFirstYear ? claimed.add(opening) : claimed;
    }

    private BigDecimal openingMileage(long companyId, long userId) {
        return jdbc.sql("SELECT opening_mileage FROM users WHERE company_id = ? AND id = ? FOR NO KEY UPDATE")
                .params(companyId, userId)
                .query(BigDecimal.class)
                .optional()
                .orElseThrow(() -> WireException.invalid("User not found"));
    }

    /** @throws WireException 409 when it is rebilled */
    void remove(long companyId, long id, UnaryOperator<Expense> check) {
        transactions.executeWithoutResult(status -> {
            if (check.apply(table.locked(companyId, id)).rebilled() != null) {
                throw WireException.conflict();
            }
            table.remove(companyId, id);
        });
    }
}
