package org.sequitur.company;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.address.EmailAddresses;
import org.sequitur.money.Currencies;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * A company: one tenant of the server.
 *
 * @param currency the native currency of its accounts
 * @param timeZone where its days begin and end
 * @param isInNorthernIreland keeps the EC rules for goods after 2020
 * @param isCisSubcontractor works under the Construction Industry Scheme for others
 * @param isCisContractor has others work for it under that scheme
 * @param invoiceAdditionalText printed on every invoice
 * @param heldSince since when nothing happens by itself in it ({@link HeldCompanies}); null when it is not held
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
        SalesTaxHistory salesTax,
        VatScheme vatScheme,
        boolean isInNorthernIreland,
        boolean isCisSubcontractor,
        boolean isCisContractor,
        @Nullable String invoiceAdditionalText,
        @Nullable Instant heldSince,
        Instant createdAt,
        Instant updatedAt) {

    private static final int MOST_CHARACTERS = 255;
    private static final Set<String> DATE_FORMATS = Set.of("dd mmm yy", "dd-mm-yyyy", "mm/dd/yyyy", "yyyy-mm-dd");

    /** The languages that documents can be written in. */
    private static final Set<String> LOCALES = Set.of("en", "de", "fr", "es", "it", "nl", "pl", "pt");

    private static final Set<String> CATEGORIES = Set.copyOf(BusinessCategories.ALL);
    private static final Pattern WEBSITE =
            Pattern.compile("(https?://)?[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+(:\\d{1,5})?([/?#]\\S*)?");

    /** What only companies in the United Kingdom have a say in: VAT, and the Construction Industry Scheme. */
    private static final List<String> OF_THE_UK = List.of(
            "cis_enabled",
            "cis_subcontractor",
            "cis_contractor",
            "in_northern_ireland",
            "vat_first_return_period_ends_on");

    private static final List<String> OF_VAT =
            List.of(SalesTax.STATUS, SalesTax.NUMBER, SalesTax.SINCE, SalesTax.UNTIL);

    /**
     * The company as its owner has changed it; its type, its subdomain and what its type implies stay.
     *
     * @param isCurrencyLocked whether something states amounts in its currency
     */
    Company changedBy(WireObject sent, boolean isCurrencyLocked, Instant now) {
        Complaints complaints = sent.complaints();
        if (!type.isUk()) {
            checkForeign(sent);
        }
        Address place = address.changedBy(sent);
        complaints.addIf(sent.isCleared("country"), "country can't be blank");
        String email = sent.text("contact_email", contactEmail, MOST_CHARACTERS);
        complaints.addIf(email != null && !EmailAddresses.isAddress(email), "contact_email is invalid");
        String changedCurrency = sent.requiredOneOf("currency", currency, Currencies.ACCEPTED);
        complaints.addIf(
                isCurrencyLocked && !changedCurrency.equals(currency), "currency is locked and cannot be changed");
        SalesTaxHistory tax =
                type.isUk() ? new SalesTaxHistory(salesTax.standing().changedBy(sent)) : salesTax;
        VatScheme vat = type.isUk() ? vatScheme.changedBy(sent, tax.standing().effectiveDate()) : vatScheme;
        boolean isSubcontractor = sent.bool("cis_subcontractor", sent.bool("cis_enabled", isCisSubcontractor));
        return new Company(
                id,
                sent.requiredText("name", name, MOST_CHARACTERS),
                subdomain,
                type,
                changedCurrency,
                mileageUnits,
                accountingDates.changedBy(sent),
                place,
                sent.text("company_registration_number", registrationNumber, MOST_CHARACTERS),
                email,
                sent.text("contact_phone", contactPhone, MOST_CHARACTERS),
                website(sent),
                sent.text("business_type", businessType, MOST_CHARACTERS),
                sent.oneOf("business_category", businessCategory, CATEGORIES),
                sent.requiredOneOf("short_date_format", shortDateFormat, DATE_FORMATS),
                sent.requiredOneOf("locale", locale, LOCALES),
                timeZone(sent),
                tax,
                vat,
                sent.bool("in_northern_ireland", isInNorthernIreland),
                isSubcontractor,
                sent.bool("cis_contractor", isCisContractor),
                invoiceAdditionalText,
                heldSince,
                createdAt,
                now);
    }

    private static void checkForeign(WireObject sent) {
        for (String attribute : OF_THE_UK) {
            sent.complaints()
                    .addIf(
                            sent.says(attribute)
                                    && !Boolean.FALSE.equals(
                                            sent.withOwnComplaints().optionalBool(attribute, null)),
                            attribute + " is for companies in the United Kingdom");
        }
        for (String attribute : OF_VAT) {
            sent.complaints().addIf(sent.has(attribute), attribute + " is set by a sales tax period");
        }
    }

    private @Nullable String website(WireObject sent) {
        String site = sent.text("website", website, MOST_CHARACTERS);
        boolean isWrong = site != null && !WEBSITE.matcher(site).matches();
        sent.complaints().addIf(isWrong, "website is invalid");
        return site;
    }

    /** Places only: an offset such as +01:00 means one thing here and the opposite in PostgreSQL. */
    private ZoneId timeZone(WireObject sent) {
        String zone = sent.requiredOneOf("time_zone", timeZone.getId(), TimeZones.ACCEPTED);
        return ZoneId.of(zone);
    }

    public LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), timeZone);
    }
}
