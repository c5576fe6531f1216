package org.sequitur.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as banks write them: {@code -1,234.56}, {@code (12.50)}, {@code £12.50}, {@code 1.234,56}, {@code 12.50-}. */
final class AmountText {

    private static final Pattern DECORATION = Pattern.compile("[\\s\\u00a0\\u202f'’\\p{Sc}]|[A-Z]{3}");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}(\\.\\d{1,10})?|\\.\\d{1,10}");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d*)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d*,\\d{1,2}");
    private static final Pattern THOUSANDS_BY_POINTS = Pattern.compile("\\d{1,3}(\\.\\d{3})+(,\\d*)?");
    private static final int PLACES = 2;

    private AmountText() {}

    /** The amount with two places; null for what is none, or has parts of a penny: that might be a thousand's point. */
    static @Nullable BigDecimal of(String text) {
        String plain = DECORATION.matcher(text).replaceAll("");
        boolean isNegative = false;
        if (plain.startsWith("(") && plain.endsWith(")")) {
            isNegative = true;
            plain = plain.substring(1, plain.length() - 1);
        } else if (plain.endsWith("-")) {
            isNegative = true;
            plain = plain.substring(0, plain.length() - 1);
        } else if (plain.startsWith("-") || plain.startsWith("+") || plain.startsWith("\u2212")) {
            isNegative = plain.charAt(0) != '+';
            plain = plain.substring(1);
        }
        String digits = withPoint(plain);
        if (!DIGITS.matcher(digits).matches()) {
            return null;
        }
        BigDecimal amount = new BigDecimal(digits);
        if (amount.stripTrailingZeros().scale() > PLACES) {
            return null;
        }
        BigDecimal pence = amount.setScale(PLACES, RoundingMode.UNNECESSARY);
        return isNegative ? pence.negate() : pence;
    }

    private static String withPoint(String text) {
        if (THOUSANDS.matcher(text).matches()) {
            return withoutEnd(text.replace(",", ""));
        }
        if (DECIMAL_COMMA.matcher(text).matches()) {
            return text.replace(',', '.');
        }
        if (text.indexOf(',') > 0 && THOUSANDS_BY_POINTS.matcher(text).matches()) {
            return withoutEnd(text.replace(".", "").replace(',', '.'));
        }
        return withoutEnd(text);
    }

    private static String withoutEnd(String text) {
        return text.length() > 1 && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
