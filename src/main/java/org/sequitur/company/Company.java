package org.sequitur.company;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;

/**
 * A company: one tenant of the server.
 *
 * @param currency the native currency of its accounts
 * @param timeZone where its days begin and end
 * @param isInNorthernIreland keeps the EC rules for goods after 2020
 * @param isCisSubcontractor works under the Construction Industry Scheme for others
 * @param isCisContractor has others work for it under that scheme
 * @param invoiceAdditionalText printed on every invoice
 */
public record Company(
        long id,
        String name,
        String subdomain,
        CompanyType type,
        String currency,
        String mileageUnits,
        AccountingDates accountingDates,
        Address address,
        @Nullable String registrationNumber,
        @Nullable String contactEmail,
        @Nullable String contactPhone,
        @Nullable String website,
        @Nullable String businessType,
        @Nullable String businessCategory,
        String shortDateFormat,
        String locale,
        ZoneId timeZone,
        SalesTax salesTax,
        VatScheme vatScheme,
        boolean isInNorthernIreland,
        boolean isCisSubcontractor,
        boolean isCisContractor,
        @Nullable String invoiceAdditionalText,
        Instant createdAt,
        Instant updatedAt) {

    public LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), timeZone);
    }
}
