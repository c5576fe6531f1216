package org.sequitur.expense;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * What the customer of a project is to pay for an expense.
 *
 * @param type null for what is not rebilled
 * @param factor of {@link #MARKUP} a fraction that comes on top, of {@link #PRICE} the price without tax in the expense's currency
 */
record Rebilling(@Nullable String type, @Nullable BigDecimal factor) {

    static final String COST = "cost";
    static final String MARKUP = "markup";
    static final String PRICE = "price";
    static final Rebilling NONE = new Rebilling(null, null);

    private static final Set<String> TYPES = Set.of(COST, MARKUP, PRICE);
    private static final BigDecimal MOST_MARKUP = BigDecimal.valueOf(1_000);

    Rebilling changedBy(WireObject sent, boolean hasProject) {
        Complaints complaints = sent.complaints();
        String newType = sent.oneOf("rebill_type", type, TYPES);
        BigDecimal newFactor = sent.decimal("rebill_factor", factor);
        if (!hasProject) {
            complaints.addIf(sent.has("rebill_type") && newType != null, "project can't be blank");
            return NONE;
        }
        if (newType == null || newType.equals(COST)) {
            return new Rebilling(newType, null);
        }
        complaints.addIf(newFactor == null, "rebill_factor can't be blank");
        complaints.addIf(
                newFactor != null && newFactor.signum() < 0, "rebill_factor must be greater than or equal to 0");
        complaints.addIf(
                newType.equals(MARKUP) && newFactor != null && newFactor.compareTo(MOST_MARKUP) > 0,
                "rebill_factor must be less than or equal to " + MOST_MARKUP);
        return new Rebilling(newType, newFactor);
    }
}
