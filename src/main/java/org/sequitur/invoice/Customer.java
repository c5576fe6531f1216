package org.sequitur.invoice;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Countries;

/** The contact as far as its invoices depend on it. */
public record Customer(
        long id,
        String name,
        @Nullable String country,
        String chargeSalesTax,
        boolean usesOwnSequence,
        StatedEmails.Defaults emails) {

    /** The United Kingdom and, for VAT, the Isle of Man. */
    private static final Set<String> UK_VAT_AREA = Set.of("GB", "IM");

    /** A contact without a country counts as domestic. */
    boolean isInUkVatArea() {
        return country == null || UK_VAT_AREA.contains(String.valueOf(Countries.code(country)));
    }
}
