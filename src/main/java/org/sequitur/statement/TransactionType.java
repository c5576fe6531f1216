package org.sequitur.statement;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of lines that OFX knows. Of lines that are sent as JSON some kinds say by themselves which way the money went, whatever the amount's
 * sign: so FreeAgent has it.
 */
enum TransactionType {
    CREDIT(1),
    DIV(1),
    DEP(1),
    DIRECTDEP(1),
    DEBIT(-1),
    FEE(-1),
    SRVCHG(-1),
    XFER(-1),
    CHECK(-1),
    PAYMENT(-1),
    CASH(-1),
    DIRECTDEBIT(-1),
    REPEATPMT(-1),
    INT(0),
    ATM(0),
    POS(0),
    OTHER(0);

    private final int sign;

    TransactionType(int sign) {
        this.sign = sign;
    }

    /** What is not known is {@link #OTHER}. */
    static TransactionType of(@Nullable String word) {
        String name = word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElse(OTHER);
    }

    BigDecimal signed(BigDecimal amount) {
        return sign == 0 ? amount : sign > 0 ? amount.abs() : amount.abs().negate();
    }
}
