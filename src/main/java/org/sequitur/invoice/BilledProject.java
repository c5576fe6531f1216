package org.sequitur.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The project as far as its invoices depend on it. */
public record BilledProject(
        long id,
        long contactId,
        boolean usesOwnSequence,
        BigDecimal billingRate,
        String billingPeriod,
        BigDecimal hoursPerDay) {

    private static final int RATE_PLACES = 2;

    /** The price of a unit of time that a line states without one, or null when the project has none for it. */
    @Nullable
    BigDecimal priceOf(@Nullable String unit) {
        boolean byDay = "day".equals(billingPeriod);
        return switch (unit) {
            case "Hours" -> byDay ? billingRate.divide(hoursPerDay, RATE_PLACES, RoundingMode.HALF_UP) : billingRate;
            case "Days" -> byDay ? billingRate : billingRate.multiply(hoursPerDay);
            case null, default -> null;
        };
    }
}
