package org.sequitur.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice refers to, as it was found; null where there is no such record.
 *
 * @param bankAccountExists whether the bank account that was asked for is the company's
 * @param lastExchangeRate the newest rate known on the day of the invoice for its currency
 */
public record Surroundings(
        Seller seller,
        @Nullable Customer customer,
        @Nullable BilledProject project,
        boolean bankAccountExists,
        @Nullable BigDecimal lastExchangeRate) {}
