package org.sequitur.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sales tax of a line, and the second one that Universal companies may charge.
 *
 * @param rate a percentage; null when not asked for, or when the company charges no sales tax; so are the others
 */
public record ItemTax(
        @Nullable BigDecimal rate,
        @Nullable String status,
        @Nullable BigDecimal secondRate,
        @Nullable String secondStatus) {

    static final ItemTax NONE = new ItemTax(null, null, null, null);
}
