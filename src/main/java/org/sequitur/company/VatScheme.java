package org.sequitur.company;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;

/** How a company accounts for UK VAT. */
public record VatScheme(
        @Nullable LocalDate firstReturnPeriodEndsOn,
        String initialBasis,
        boolean initiallyOnFlatRate,
        @Nullable String initialFlatRateType,
        @Nullable String flatRateType,
        boolean reportsEcSales,
        boolean supportsAutoSalesTaxOnPurchases) {

    private static final Set<String> BASES = Set.of("Invoice", "Cash");

    /** @param registeredFrom null for a company that is not registered */
    VatScheme changedBy(WireObject sent, @Nullable LocalDate registeredFrom) {
        LocalDate endsOn = sent.date("vat_first_return_period_ends_on", firstReturnPeriodEndsOn);
        sent.complaints()
                .addIf(
                        endsOn != null && registeredFrom != null && endsOn.isBefore(registeredFrom),
                        "vat_first_return_period_ends_on must not be before sales_tax_effective_date");
        return new VatScheme(
                endsOn,
                sent.requiredOneOf("initial_vat_basis", initialBasis, BASES),
                initiallyOnFlatRate,
                initialFlatRateType,
                flatRateType,
                reportsEcSales,
                supportsAutoSalesTaxOnPurchases);
    }
}
