package org.sequitur.category;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A part of the chart of accounts. The codes of what a company adds to it lie in a range; what is there already may lie elsewhere. */
public enum CategoryGroup {
    INCOME("income_categories", "Income", 1, 49),
    COST_OF_SALES("cost_of_sales_categories", "Cost of sales", 96, 199),
    ADMIN_EXPENSES("admin_expenses_categories", "Admin expenses", 200, 399),
    CURRENT_ASSETS(CategoryGroup.GENERAL_KEY, null, 671, 720),
    LIABILITIES(CategoryGroup.GENERAL_KEY, null, 731, 780),
    EQUITIES(CategoryGroup.GENERAL_KEY, null, 921, 960),

    /** Whatever else a company has from the beginning; nothing can be added to it. */
    GENERAL(CategoryGroup.GENERAL_KEY, null, 1, 0);

    private static final String GENERAL_KEY = "general_categories";

    private final String key;
    private final @Nullable String title;
    private final int firstCode;
    private final int lastCode;

    CategoryGroup(String key, @Nullable String title, int firstCode, int lastCode) {
        this.key = key;
        this.title = title;
        this.firstCode = firstCode;
        this.lastCode = lastCode;
    }

    /** Under which the wire shows a category of the group. */
    String key() {
        return key;
    }

    /** The beginning of the group's description; null where the wire has none. */
    @Nullable
    String title() {
        return title;
    }

    /** Whether its categories are costs, which have a usual sales tax and may or may not be allowed for tax. */
    public boolean isCost() {
        return this == COST_OF_SALES || this == ADMIN_EXPENSES;
    }

    /** The group of a category that a company added; null when the code is not one that a company may add. */
    public static @Nullable CategoryGroup ofAdded(String code) {
        return Arrays.stream(values())
                .filter(group -> group.takes(code) && !Chart.isReserved(code))
                .findFirst()
                .orElse(null);
    }

    boolean takes(String code) {
        return IntStream.rangeClosed(firstCode, lastCode).anyMatch(number -> code.equals("%03d".formatted(number)));
    }

    /** The word that is stored. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The group that a company may add to under this name; null when there is none. */
    static @Nullable CategoryGroup ofWord(String word) {
        return Arrays.stream(values())
                .filter(group -> group != GENERAL && group.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
