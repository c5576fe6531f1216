package org.sequitur.wire;

import java.math.BigDecimal;

/** The decimal notation of the wire: plain, at least one fractional digit, no padding ({@code 251.0}, {@code -42.5}). */
final class Decimals {

    private Decimals() {}

    static String print(BigDecimal value) {
        BigDecimal trimmed = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return (trimmed.scale() < 1 ? trimmed.setScale(1) : trimmed).toPlainString();
    }
}
