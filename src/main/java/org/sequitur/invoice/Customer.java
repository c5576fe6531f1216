package org.sequitur.invoice;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contact as far as its invoices depend on it. */
record Customer(long id, String name, @Nullable String country, String chargeSalesTax, boolean usesOwnSequence) {

    private static final Set<String> UK_VAT_AREA = Set.of(
            "United Kingdom", "England", "Scotland", "Wales", "Northern Ireland", "Great Britain", "Isle of Man");

    /** A contact without a country counts as domestic. */
    boolean isInUkVatArea() {
        return country == null || UK_VAT_AREA.contains(country);
    }
}
