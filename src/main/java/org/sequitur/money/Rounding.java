package org.sequitur.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How amounts of money are rounded: half up (away from zero) to two places. */
public final class Rounding {

    private static final int PLACES = 2;

    private Rounding() {}

    public static BigDecimal toPence(BigDecimal amount) {
        return amount.setScale(PLACES, RoundingMode.HALF_UP);
    }
}
