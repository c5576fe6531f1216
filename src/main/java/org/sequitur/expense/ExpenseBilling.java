package org.sequitur.expense;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.SalesTaxColumns;
import org.sequitur.company.SalesTaxHistory;
import org.sequitur.invoice.Billing;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceOrigin;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Component;

/**
 * {@code include_expenses}: all that is to be rebilled to the projects and is on no invoice goes onto it. Each expense is locked
 * while it is billed, so it is on one invoice, whatever races; whoever comes second finds less, or nothing, and is not refused.
 */
@Component
final class ExpenseBilling implements Billing {

    private static final String ATTRIBUTE = "include_expenses";

    /** On one invoice; the rest is left for the next one. */
    private static final int MOST = 20_000;

    private static final Set<String> WORDS = Arrays.stream(RebilledExpense.Grouping.values())
            .map(RebilledExpense.Grouping::word)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public @Nullable InvoiceOrigin asked(
            long companyId, InvoiceContents invoice, List<Long> projectIds, WireObject sent) {
        String word = sent.oneOf(ATTRIBUTE, null, WORDS);
        return Arrays.stream(RebilledExpense.Grouping.values())
                .filter(grouping -> grouping.word().equals(word))
                .findFirst()
                .map(grouping -> new Costs(companyId, invoice, projectIds, grouping))
                .orElse(null);
    }

    private static final class Costs implements InvoiceOrigin {

        private final long companyId;
        private final InvoiceContents invoice;
        private final long[] projectIds;
        private final RebilledExpense.Grouping grouping;
        private final List<Expense> found = new ArrayList<>();
        private List<RebilledExpense> expenses = List.of();
        private @Nullable SalesTaxHistory taxes;
        private RebilledExpense.@Nullable Currency currency;

        private Costs(
                long companyId, InvoiceContents invoice, List<Long> projectIds, RebilledExpense.Grouping grouping) {
            this.companyId = companyId;
            this.invoice = invoice;
            this.projectIds = projectIds.stream().mapToLong(Long::longValue).toArray();
            this.grouping = grouping;
        }

        private record Paid(long companyId, long expenseId) {}

        @Override
        public void ask(Flight look) {
            String asked = Objects.requireNonNullElse(invoice.askedCurrency(), "");
            look.ask(
                    """
                    SELECT c.*, coalesce(nullif(?, ''), c.currency) AS invoiced_in,
                           (SELECT rate FROM exchange_rate
                            WHERE company_id = c.id AND currency = ? AND dated_on <= ?
                            ORDER BY dated_on DESC LIMIT 1) AS last_rate, %s
                    FROM %s WHERE c.id = ?
                    """.formatted(SalesTaxColumns.OF_PERIODS, SalesTaxColumns.COMPANY_AND_PERIODS),
                    this::readCompany,
                    asked,
                    asked,
                    Objects.requireNonNullElse(invoice.askedDatedOn(), LocalDate.EPOCH),
                    companyId);
            look.ask(ExpenseColumns.SELECT + """
                    WHERE expense.company_id = ? AND expense.project_id = ANY(?) AND project.contact_id = ?
                      AND expense.rebilled_on_invoice_id IS NULL
                      AND (expense.rebill_type IS NOT NULL OR expense.rebill_mileage_rate IS NOT NULL)
                    ORDER BY expense.id LIMIT ?
                    FOR NO KEY UPDATE OF expense
                    """, this::readExpenses, companyId, projectIds, invoice.contact(), MOST);
        }

        /** The rate of the invoice is the one that it will be settled with. */
        private void readCompany(ResultSet rows) throws SQLException {
            rows.next();
            SalesTaxHistory history = SalesTaxColumns.begun(rows);
            taxes = history;
            String code = rows.getString("invoiced_in");
            BigDecimal asked = invoice.askedExchangeRate();
            BigDecimal rate = asked != null && asked.signum() > 0 ? asked : rows.getBigDecimal("last_rate");
            currency = new RebilledExpense.Currency(
                    code, code.equals(rows.getString("currency")) || rate == null ? BigDecimal.ONE : rate);
            do {
                SalesTaxColumns.addPeriod(rows, history);
            } while (rows.next());
        }

        private void readExpenses(ResultSet rows) throws SQLException {
            found.clear();
            while (rows.next()) {
                found.add(ExpenseColumns.expense(rows));
            }
            reckon();
        }

        private void reckon() {
            SalesTaxHistory known = Objects.requireNonNull(taxes);
            RebilledExpense.Currency into = Objects.requireNonNull(currency);
            expenses = found.stream()
                    .map(expense -> RebilledExpense.of(expense, known, into))
                    .sorted(RebilledExpense.BY_DAY)
                    .toList();
        }

        @Override
        public void take(Set<Object> taken) {
            found.removeIf(expense -> !taken.add(new Paid(companyId, expense.id())));
            reckon();
        }

        @Override
        public List<InvoiceItem> lines() {
            return grouping.lines(expenses);
        }

        @Override
        public void tell(Flight write, Invoice stored) {
            tell(write, stored, stored.lastItems(lines().size()));
        }

        @Override
        public void tell(Flight write, Invoice stored, List<InvoiceItem> added) {
            if (expenses.isEmpty()) {
                return;
            }
            long[] ids = expenses.stream().mapToLong(RebilledExpense::id).toArray();
            long[] items = new long[ids.length];
            for (int i = 0; i < ids.length; i++) {
                items[i] = added.get(Math.min(i, added.size() - 1)).id();
            }
            write.tell("""
                    UPDATE expense SET rebilled_on_invoice_id = ?, rebilled_on_item_id = billed.item_id,
                           updated_at = greatest(?, moment_after(updated_at))
                    FROM unnest(?::bigint[], ?::bigint[]) AS billed(id, item_id)
                    WHERE expense.company_id = ? AND expense.id = billed.id
                    """, stored.id(), stored.updatedAt(), ids, items, companyId);
        }
    }
}
