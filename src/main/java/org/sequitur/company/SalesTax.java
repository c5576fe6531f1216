package org.sequitur.company;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Whether a company is registered for its sales tax, as the wire and the database word it. */
    public enum Registration {
        NOT_REGISTERED("Not Registered"),
        REGISTERED("Registered"),
        DEREGISTERED("De-registered");

        private final String wireName;

        Registration(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        static Registration of(String wireName) {
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

    /** The same tax for a company that is registered for it. */
    SalesTax registered(@Nullable String number, LocalDate since) {
        return new SalesTax(
                name,
                Registration.REGISTERED,
                number,
                since,
                null,
                rates,
                isValueAdded,
                secondName,
                secondRates,
                secondIsCompound);
    }

    private boolean hasBegunOn(LocalDate day) {
        return effectiveDate == null || !day.isBefore(effectiveDate);
    }

    /** The rate of a line that names none; null for a company without rates. */
    public @Nullable BigDecimal standardRate() {
        return rates.isEmpty() ? null : rates.getFirst();
    }
}
