package org.sequitur.money;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts as people read them in the texts of the API. */
public final class MoneyText {

    private static final int PLACES = 2;

    private MoneyText() {}

    /** With the currency's sign, two places and commas, such as {@code £1,000.00}; for amounts that are not negative. */
    public static String of(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.UK);
        format.setMinimumFractionDigits(PLACES);
        format.setMaximumFractionDigits(PLACES);
        return sign(currency) + format.format(amount);
    }

    private static String sign(String code) {
        try {
            return Currency.getInstance(code).getSymbol(Locale.UK);
        } catch (IllegalArgumentException e) {
            // CNH is no code of ISO 4217.
            return code;
        }
    }
}
