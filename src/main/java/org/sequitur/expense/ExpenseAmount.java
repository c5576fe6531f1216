package org.sequitur.expense;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.money.Currencies;
import org.sequitur.money.Rounding;
import org.sequitur.wire.WireObject;

/**
 * What an expense comes to with all tax: negative for what the company owes its user, positive for what comes back.
 *
 * @param gross null before it is known
 * @param nativeGross the same in the company's currency; null as long as it has to be converted
 */
record ExpenseAmount(
        String currency,
        @Nullable BigDecimal gross,
        @Nullable BigDecimal nativeGross) {

    static ExpenseAmount unknown(String nativeCurrency) {
        return new ExpenseAmount(nativeCurrency, null, null);
    }

    static ExpenseAmount ofNative(String nativeCurrency, BigDecimal gross) {
        return new ExpenseAmount(nativeCurrency, gross, gross);
    }

    /** @param isOfSameDay a rate is of a day, so what was converted for another day is converted anew */
    ExpenseAmount changedBy(WireObject sent, String nativeCurrency, boolean isOfSameDay) {
        String newCurrency =
                Objects.requireNonNullElse(sent.oneOf("currency", currency, Currencies.ACCEPTED), nativeCurrency);
        BigDecimal value = sent.decimal("gross_value", gross);
        BigDecimal newGross = value == null ? null : Rounding.toPence(value);
        sent.complaints().addIf(newGross == null, "gross_value can't be blank");
        if (newCurrency.equals(nativeCurrency)) {
            return new ExpenseAmount(newCurrency, newGross, newGross);
        }
        boolean isSame = isOfSameDay
                && newCurrency.equals(currency)
                && gross != null
                && newGross != null
                && newGross.compareTo(gross) == 0;
        BigDecimal converted = sent.decimal("native_gross_value", isSame ? nativeGross : null);
        BigDecimal newNative = converted == null ? null : Rounding.toPence(converted);
        sent.complaints()
                .addIf(
                        newNative != null && newGross != null && newNative.signum() != newGross.signum(),
                        "native_gross_value must have the sign of gross_value");
        return new ExpenseAmount(newCurrency, newGross, newNative);
    }

    /** @param rate of one unit of its currency in the company's */
    ExpenseAmount converted(BigDecimal rate) {
        return nativeGross != null
                ? this
                : new ExpenseAmount(currency, gross, Rounding.toPence(value().multiply(rate)));
    }

    BigDecimal value() {
        return Objects.requireNonNull(gross);
    }

    BigDecimal nativeValue() {
        return Objects.requireNonNull(nativeGross);
    }

    /** A part of it that is known in the company's currency, in its own. */
    BigDecimal inOwnCurrency(BigDecimal nativePart) {
        if (nativeValue().signum() == 0) {
            return BigDecimal.ZERO;
        }
        return Rounding.toPence(nativePart.multiply(value()).divide(nativeValue(), MathContext.DECIMAL128));
    }
}
