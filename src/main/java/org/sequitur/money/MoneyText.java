package org.sequitur.money;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts as people read them in the texts of the API. */
public final class MoneyText {

    private static final int PLACES = 2;

    private MoneyText() {}

    /** With the currency's sign, two places and commas, such as {@code £1,000.00}. */
    public static String of(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.UK);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(PLACES);
        format.setMaximumFractionDigits(PLACES);
        return format.format(amount);
    }
}
