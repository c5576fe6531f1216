package org.sequitur.invoice;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice refers to, as it was found; null where there is no such record.
 *
 * @param bankAccountExists whether the bank account that was asked for is the company's
 * @param propertyExists whether the property that was asked for is the company's
 * @param stockItems those of the lines that are the company's
 * @param lastExchangeRate the newest rate known on the day of the invoice for its currency
 */
public record Surroundings(
        Seller seller,
        @Nullable Customer customer,
        @Nullable BilledProject project,
        boolean bankAccountExists,
        boolean propertyExists,
        Set<Long> stockItems,
        @Nullable BigDecimal lastExchangeRate) {}
