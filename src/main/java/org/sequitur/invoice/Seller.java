package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The company as far as its invoices depend on it.
 *
 * @param salesTaxRates the first is the standard one
 * @param secondSalesTax whether the company charges a second tax (Universal companies)
 */
record Seller(
        long companyId,
        String type,
        String currency,
        ZoneId timeZone,
        String registrationStatus,
        @Nullable LocalDate registeredFrom,
        @Nullable LocalDate deregisteredFrom,
        List<BigDecimal> salesTaxRates,
        boolean secondSalesTax,
        boolean secondSalesTaxIsCompound,
        boolean inNorthernIreland,
        boolean cisSubcontractor,
        long primaryBankAccountId) {

    boolean isUk() {
        return type.startsWith("Uk");
    }

    boolean isLandlord() {
        return type.equals("UkUnincorporatedLandlord");
    }

    /** Whether the company charges sales tax on invoices of a day. */
    boolean isRegisteredOn(LocalDate day) {
        boolean begun = registeredFrom == null || !day.isBefore(registeredFrom);
        return switch (registrationStatus) {
            case "Registered" -> begun;
            case "De-registered" -> begun && deregisteredFrom != null && day.isBefore(deregisteredFrom);
            default -> false;
        };
    }

    BigDecimal standardRate() {
        return salesTaxRates.isEmpty() ? BigDecimal.ZERO : salesTaxRates.getFirst();
    }
}
