package org.sequitur.expense;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.SalesTax;
import org.sequitur.company.SalesTaxHistory;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.money.Rounding;

/**
 * What a customer pays for an expense, without the tax that the invoice adds.
 *
 * @param quantity miles of a claim that is rebilled by the mile, else one
 * @param price of one, in the currency of the invoice
 */
record RebilledExpense(long id, LocalDate day, String description, BigDecimal quantity, BigDecimal price) {

    private static final String ITEM_TYPE = "Expenses";

    /** Of a price that is converted: finer than the pence that the line is rounded to. */
    private static final int PRICE_PLACES = 6;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd MMM uu", Locale.ENGLISH);

    /** How expenses are put together to lines, by the words of FreeAgent. */
    enum Grouping {
        ALL("billed_grouped_by_single_expense"),
        EACH("billed_grouped_by_expense");

        private final String word;

        Grouping(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** The lines, and in {@link #EACH} one for each expense, in the order given. */
        List<InvoiceItem> lines(List<RebilledExpense> expenses) {
            if (this == EACH) {
                return expenses.stream()
                        .map(expense ->
                                InvoiceItem.billed(ITEM_TYPE, expense.quantity, expense.description, expense.price))
                        .toList();
            }
            if (expenses.isEmpty()) {
                return List.of();
            }
            BigDecimal together =
                    expenses.stream().map(RebilledExpense::total).reduce(BigDecimal.ZERO, BigDecimal::add);
            return List.of(InvoiceItem.billed(ITEM_TYPE, BigDecimal.ONE, days(expenses), together));
        }

        private static String days(List<RebilledExpense> expenses) {
            String first = DATE.format(expenses.getFirst().day);
            String last = DATE.format(expenses.getLast().day);
            return "Expenses " + (first.equals(last) ? first : first + " \u2013 " + last);
        }
    }

    /**
     * The currency of an invoice.
     *
     * @param nativeRate of one unit of it in the company's currency
     */
    record Currency(String code, BigDecimal nativeRate) {}

    static final Comparator<RebilledExpense> BY_DAY =
            Comparator.comparing(RebilledExpense::day).thenComparingLong(RebilledExpense::id);

    /** Whether an invoice of its project may bill it. */
    static boolean isRebillable(Expense expense) {
        return expense.project() != null && (expense.rebilling().type() != null || mileageRate(expense) != null);
    }

    private static @Nullable BigDecimal mileageRate(Expense expense) {
        return expense.mileage() == null ? null : expense.mileage().rebillRate();
    }

    /** A rate by the mile counts before everything else that is said of rebilling. */
    static RebilledExpense of(Expense expense, SalesTaxHistory taxes, Currency currency) {
        BigDecimal rate = mileageRate(expense);
        return rate == null
                ? new RebilledExpense(
                        expense.id(),
                        expense.day(),
                        expense.description(),
                        BigDecimal.ONE,
                        in(currency, expense.amount(), price(expense, taxes.on(expense.day()))))
                : new RebilledExpense(
                        expense.id(),
                        expense.day(),
                        expense.description(),
                        Objects.requireNonNull(expense.mileage()).driven(),
                        ofNative(rate, currency));
    }

    /** What is owed to the user is paid by the customer, what came back to the company comes back to them. */
    private static BigDecimal price(Expense expense, SalesTax tax) {
        Rebilling rebilling = expense.rebilling();
        BigDecimal factor = Objects.requireNonNullElse(rebilling.factor(), BigDecimal.ZERO);
        if (Rebilling.PRICE.equals(rebilling.type())) {
            return Rounding.toPence(expense.amount().value().signum() > 0 ? factor.negate() : factor);
        }
        BigDecimal cost = cost(expense, tax);
        return Rounding.toPence(
                Rebilling.MARKUP.equals(rebilling.type()) ? cost.multiply(BigDecimal.ONE.add(factor)) : cost);
    }

    /** Tax that the company gets back is no cost of it. */
    private static BigDecimal cost(Expense expense, SalesTax tax) {
        BigDecimal gross = expense.amount().value();
        boolean getsTaxBack = tax.isRegisteredOn(expense.day()) && tax.isValueAdded();
        return (getsTaxBack ? gross.subtract(expense.tax().total()) : gross).negate();
    }

    /** Through the company's currency, at the rates of the expense and of the invoice. */
    private static BigDecimal in(Currency currency, ExpenseAmount amount, BigDecimal price) {
        if (amount.currency().equals(currency.code())) {
            return price;
        }
        BigDecimal inNative = amount.value().signum() == 0
                ? price
                : price.multiply(amount.nativeValue()).divide(amount.value(), MathContext.DECIMAL128);
        return Rounding.toPence(inNative.divide(currency.nativeRate(), MathContext.DECIMAL128));
    }

    private static BigDecimal ofNative(BigDecimal rate, Currency currency) {
        return currency.nativeRate().compareTo(BigDecimal.ONE) == 0
                ? rate
                : rate.divide(currency.nativeRate(), MathContext.DECIMAL128)
                        .setScale(PRICE_PLACES, RoundingMode.HALF_UP);
    }

    private BigDecimal total() {
        return Rounding.toPence(quantity.multiply(price));
    }
}
