package org.sequitur.bench;

import java.util.Locale;

/** Numbers as the report shows them; what was not measured is a dash. */
final class Figures {

    private static final String NONE = "-";

    private Figures() {}

    static String whole(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%,.0f", number) : NONE;
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String oneDecimal(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%,.1f", number) : NONE;
    }

    static String ratio(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.2f", number) : NONE;
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", share * 100) : NONE;
    }
}
