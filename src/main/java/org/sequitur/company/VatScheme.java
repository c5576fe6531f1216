package org.sequitur.company;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How a company accounts for UK VAT. */
public record VatScheme(
        @Nullable LocalDate firstReturnPeriodEndsOn,
        String initialBasis,
        boolean initiallyOnFlatRate,
        @Nullable String initialFlatRateType,
        @Nullable String flatRateType,
        boolean reportsEcSales,
        boolean supportsAutoSalesTaxOnPurchases) {}
