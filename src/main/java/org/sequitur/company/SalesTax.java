package org.sequitur.company;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * The sales tax of a company (VAT, GST …): whether and since when it is registered, and its rates.
 *
 * @param rates the first is the standard rate
 */
public record SalesTax(
        String name,
        Registration registration,
        @Nullable String registrationNumber,
        @Nullable LocalDate effectiveDate,
        @Nullable LocalDate deregistrationEffectiveDate,
        List<BigDecimal> rates,
        boolean isValueAdded,
        @Nullable String secondName,
        List<BigDecimal> secondRates,
        boolean secondIsCompound) {

    static final String STATUS = "sales_tax_registration_status";
    static final String NUMBER = "sales_tax_registration_number";
    static final String SINCE = "sales_tax_effective_date";
    static final String UNTIL = "sales_tax_deregistration_effective_date";
    private static final int MOST_CHARACTERS = 255;

    /** Nine digits, twelve for branches, and those of government departments and health authorities. */
    private static final Pattern UK_NUMBER = Pattern.compile("(GB|XI)?(\\d{9}|\\d{12}|GD[0-4]\\d{2}|HA[5-9]\\d{2})");

    /** Whether a company is registered for its sales tax, as the wire and the database word it. */
    public enum Registration {
        NOT_REGISTERED("Not Registered"),
        REGISTERED("Registered"),
        DEREGISTERED("De-registered");

        static final Set<String> WIRE_NAMES =
                Arrays.stream(values()).map(Registration::wireName).collect(Collectors.toSet());

        private final String wireName;

        Registration(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        public static Registration of(String wireName) {
            for (Registration registration : values()) {
                if (registration.wireName.equals(wireName)) {
                    return registration;
                }
            }
            throw new IllegalArgumentException("no registration status is called " + wireName);
        }
    }

    /** Whether tax is charged on a day: from the effective date on, and before the date of a deregistration. */
    public boolean isRegisteredOn(LocalDate day) {
        return switch (registration) {
            case NOT_REGISTERED -> false;
            case REGISTERED -> hasBegunOn(day);
            case DEREGISTERED ->
                hasBegunOn(day) && deregistrationEffectiveDate != null && day.isBefore(deregistrationEffectiveDate);
        };
    }

    /**
     * The VAT of a company in the United Kingdom as its owner has changed it. Who is not registered has neither number nor dates.
     */
    SalesTax changedBy(WireObject sent) {
        Complaints complaints = sent.complaints();
        Registration status =
                Registration.of(sent.requiredOneOf(STATUS, registration.wireName(), Registration.WIRE_NAMES));
        if (status == Registration.NOT_REGISTERED) {
            for (String name : List.of(NUMBER, SINCE, UNTIL)) {
                complaints.addIf(sent.says(name), name + " must be blank for who is not registered");
            }
            return with(status, null, null, null);
        }
        String number = vatNumber(sent);
        LocalDate since = sent.date(SINCE, effectiveDate);
        complaints.addIf(since == null && !sent.says(SINCE), SINCE + " can't be blank");
        if (status == Registration.REGISTERED) {
            complaints.addIf(sent.says(UNTIL), UNTIL + " must be blank for who is registered");
            return with(status, number, since, null);
        }
        LocalDate until = sent.date(UNTIL, deregistrationEffectiveDate);
        complaints.addIf(until == null && !sent.says(UNTIL), UNTIL + " can't be blank");
        complaints.addIf(since != null && until != null && !until.isAfter(since), UNTIL + " must be after " + SINCE);
        return with(status, number, since, until);
    }

    /** With or without the country in front; kept without spaces. */
    private @Nullable String vatNumber(WireObject sent) {
        String text = sent.text(NUMBER, registrationNumber, MOST_CHARACTERS);
        if (text == null || text.equals(registrationNumber)) {
            return text;
        }
        sent.complaints().addIf(!isUkNumber(text), NUMBER + " is invalid");
        return compact(text);
    }

    static boolean isUkNumber(String text) {
        return UK_NUMBER.matcher(compact(text)).matches();
    }

    static String compact(String number) {
        return number.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    /** The same tax for a company that is registered for it. */
    SalesTax registered(@Nullable String number, LocalDate since) {
        return with(Registration.REGISTERED, number, since, null);
    }

    private SalesTax with(
            Registration status, @Nullable String number, @Nullable LocalDate since, @Nullable LocalDate until) {
        return new SalesTax(
                name, status, number, since, until, rates, isValueAdded, secondName, secondRates, secondIsCompound);
    }

    private boolean hasBegunOn(LocalDate day) {
        return effectiveDate == null || !day.isBefore(effectiveDate);
    }

    /** The rate of a line that names none; null for a company without rates. */
    public @Nullable BigDecimal standardRate() {
        return rates.isEmpty() ? null : rates.getFirst();
    }

    /** The highest between the standard rate and nothing; null for a company without such. */
    public @Nullable BigDecimal reducedRate() {
        return rates.stream()
                .filter(rate -> rate.signum() > 0 && rate.compareTo(rates.getFirst()) < 0)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
