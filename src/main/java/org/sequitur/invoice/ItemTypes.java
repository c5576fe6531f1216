package org.sequitur.invoice;

import java.util.Set;

/** What a line is of: a unit of time, a thing, or what explains it. */
public final class ItemTypes {

    /** Something that is kept in stock. */
    public static final String STOCK = "Stock";

    public static final String HOURS = "Hours";

    public static final Set<String> ALL = Set.of(
            HOURS,
            "Days",
            "Weeks",
            "Months",
            "Years",
            "Products",
            "Services",
            "Training",
            "Expenses",
            "Comment",
            "Bills",
            "Discount",
            "Credit",
            "VAT",
            STOCK);

    private ItemTypes() {}
}
