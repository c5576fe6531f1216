package org.sequitur.company;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.address.Countries;
import org.sequitur.address.EmailAddresses;
import org.sequitur.money.Currencies;

/** What has to be said to found a company. A name, a type and an owner are enough: the rest is what is usual for the type. */
public final class CompanyFounding {

    private static final int MOST_SUBDOMAIN_CHARACTERS = 40;

    /** The first person who signs in to the company, with every permission. */
    public record Owner(String email, String firstName, String lastName) {

        public Owner {
            require(EmailAddresses.isAddress(email), "not an e-mail address: " + email);
            require(!firstName.isBlank() && !lastName.isBlank(), "the owner needs a first and a last name");
        }
    }

    private final String name;
    private final CompanyType type;
    private final Owner owner;
    private String currency;
    private Address address;
    private ZoneId timeZone;
    private SalesTax salesTax;
    private @Nullable LocalDate startsOn;
    private boolean inNorthernIreland;
    private boolean cisSubcontractor;
    private boolean cisContractor;
    private boolean held;

    public CompanyFounding(String name, CompanyType type, Owner owner) {
        require(!name.isBlank(), "a company needs a name");
        this.name = name.strip();
        this.type = type;
        this.owner = owner;
        currency = type.isUk() ? "GBP" : type.isUs() ? "USD" : "EUR";
        address = Address.in(type.isUk() ? "United Kingdom" : type.isUs() ? "United States" : "Ireland");
        timeZone = ZoneId.of(type.isUk() ? "Europe/London" : type.isUs() ? "America/New_York" : "Europe/Dublin");
        salesTax = usualSalesTax(type);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static SalesTax usualSalesTax(CompanyType type) {
        List<BigDecimal> rates = type.isUk()
                ? List.of(BigDecimal.valueOf(20), BigDecimal.valueOf(5), BigDecimal.ZERO)
                : type.isUs() ? List.of() : List.of(BigDecimal.valueOf(23), BigDecimal.ZERO);
        return new SalesTax(
                type.isUs() ? "Sales Tax" : "VAT",
                SalesTax.Registration.NOT_REGISTERED,
                null,
                null,
                null,
                rates,
                !type.isUs(),
                null,
                List.of(),
                false);
    }

    public CompanyFounding currency(String code) {
        require(Currencies.ACCEPTED.contains(code), "no such currency: " + code);
        currency = code;
        return this;
    }

    public CompanyFounding address(Address place) {
        require(
                place.country() != null && Countries.listed(place.country()) != null,
                "no such country: " + place.country());
        address = place;
        return this;
    }

    /** @throws IllegalArgumentException for what is no place, such as {@code +01:00} */
    public CompanyFounding timeZone(ZoneId zone) {
        require(TimeZones.ACCEPTED.contains(zone.getId()), "not a time zone of a place: " + zone.getId());
        timeZone = zone;
        return this;
    }

    /** The day the company, its trading and its accounts begin, instead of the day of the founding. */
    public CompanyFounding startsOn(LocalDate day) {
        startsOn = day;
        return this;
    }

    public CompanyFounding salesTax(SalesTax tax) {
        salesTax = tax;
        return this;
    }

    /** Registers the company for the usual sales tax of its type. */
    public CompanyFounding registeredForSalesTax(@Nullable String number, LocalDate effectiveDate) {
        return salesTax(salesTax.registered(number, effectiveDate));
    }

    /**
     * Registers a company in the United Kingdom for VAT.
     *
     * @throws IllegalArgumentException when it is not there, or the number cannot be one
     */
    public CompanyFounding registeredForVat(String number, LocalDate effectiveDate) {
        require(type.isUk(), "VAT is for companies in the United Kingdom; others add sales tax periods");
        require(SalesTax.isUkNumber(number), "not a VAT registration number: " + number);
        return registeredForSalesTax(SalesTax.compact(number), effectiveDate);
    }

    public CompanyFounding inNorthernIreland() {
        inNorthernIreland = true;
        return this;
    }

    /** Works for others under the Construction Industry Scheme. */
    public CompanyFounding cisSubcontractor() {
        cisSubcontractor = true;
        return this;
    }

    /** Has others work for it under the Construction Industry Scheme. */
    public CompanyFounding cisContractor() {
        cisContractor = true;
        return this;
    }

    /** Nothing happens by itself in the company until it is released ({@link HeldCompanies}). */
    public CompanyFounding held() {
        held = true;
        return this;
    }

    String name() {
        return name;
    }

    CompanyType type() {
        return type;
    }

    Owner owner() {
        return owner;
    }

    public String currency() {
        return currency;
    }

    public Address address() {
        return address;
    }

    public ZoneId timeZone() {
        return timeZone;
    }

    SalesTax salesTax() {
        return salesTax;
    }

    boolean isInNorthernIreland() {
        return inNorthernIreland;
    }

    boolean isCisSubcontractor() {
        return cisSubcontractor;
    }

    boolean isCisContractor() {
        return cisContractor;
    }

    boolean isHeld() {
        return held;
    }

    /** The first accounts end with the month of the first anniversary, as Companies House has it. */
    AccountingDates accountingDates(LocalDate today) {
        LocalDate start = startsOn == null ? today : startsOn;
        LocalDate anniversary = start.plusYears(1);
        return new AccountingDates(start, null, anniversary.withDayOfMonth(anniversary.lengthOfMonth()), start);
    }

    /** The subdomain that the name suggests: its ASCII letters and digits in lower case. */
    String suggestedSubdomain() {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
        String bounded = letters.substring(0, Math.min(letters.length(), MOST_SUBDOMAIN_CHARACTERS));
        return bounded.isEmpty() ? "company" : bounded;
    }
}
