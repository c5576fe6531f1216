package org.sequitur.suggestion;

import java.math.BigDecimal;
import java.util.Set;
import org.sequitur.bank.BankTransaction;

/**
 * A line of an account as suggestions look at it.
 *
 * @param left what is left of it to explain
 * @param references what in its text may be one
 */
record SuggestedFor(String currency, BigDecimal left, Set<String> references, Set<String> words) {

    static SuggestedFor of(BankTransaction line) {
        return new SuggestedFor(
                line.currency(),
                line.unexplainedAmount(),
                LineText.references(line.text()),
                LineText.words(line.text()));
    }

    /** Money that came in, and of which something is left, may have paid an invoice. */
    boolean mayPay() {
        return left.signum() > 0;
    }
}
