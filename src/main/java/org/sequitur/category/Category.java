package org.sequitur.category;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.CompanyType;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * An account of the chart.
 *
 * @param code three digits; of a sub-account its parent's, a dash and a number
 * @param taxReportingName in words; income and equity have none
 * @param allowableForTax only of costs
 * @param salesTax only of income and costs
 * @param subAccount what it is for, when it is below an account of the chart
 * @param addedAt when the company added it; null of what every company has
 */
public record Category(
        String code,
        CategoryGroup group,
        String description,
        @Nullable String taxReportingName,
        @Nullable Boolean allowableForTax,
        @Nullable AutoSalesTax salesTax,
        @Nullable SubAccount subAccount,
        @Nullable Instant addedAt,
        @Nullable Instant updatedAt)
        implements Body {

    private static final int MOST_CHARACTERS = 255;

    /** One that a company adds, before anything is said of it. */
    static Category unsaved(CategoryGroup group, Instant now) {
        AutoSalesTax tax = group == CategoryGroup.INCOME || group.isCost() ? AutoSalesTax.STANDARD : null;
        return new Category("", group, "", null, group.isCost() ? true : null, tax, null, now, now);
    }

    /** Whether every company of its type has it, or has it for one of its records; such a one never changes. */
    public boolean isBuiltIn() {
        return addedAt == null;
    }

    Category changedBy(WireObject sent, CompanyType type, Instant now) {
        Complaints complaints = sent.complaints();
        Category changed = new Category(
                changedCode(sent),
                group,
                sent.requiredText("description", description, MOST_CHARACTERS),
                TaxReportingNames.of(group, type).changed(sent, taxReportingName),
                group.isCost() ? Boolean.valueOf(sent.bool("allowable_for_tax", isAllowable())) : null,
                group.isCost() ? changedTax(sent) : salesTax,
                null,
                addedAt,
                now);
        complaints.throwIfAny();
        return changed;
    }

    private boolean isAllowable() {
        return Boolean.TRUE.equals(allowableForTax);
    }

    private AutoSalesTax changedTax(WireObject sent) {
        String standing = (salesTax == null ? AutoSalesTax.STANDARD : salesTax).word();
        String word = sent.oneOf("auto_sales_tax_rate", standing, AutoSalesTax.WORDS);
        return word == null ? AutoSalesTax.STANDARD : AutoSalesTax.of(word);
    }

    private String changedCode(WireObject sent) {
        String text = sent.requiredText("nominal_code", code, MOST_CHARACTERS);
        if (text.isEmpty()) {
            return code;
        }
        String changed = NominalCode.of(text);
        boolean isTaken = changed != null && group.takes(changed);
        sent.complaints().addIf(!isTaken, "nominal_code is not in the allowed range");
        return changed == null ? code : changed;
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "categories", code);
        out.text("description", description);
        out.text("nominal_code", code);
        out.text("group_description", groupDescription());
        out.bool("allowable_for_tax", allowableForTax);
        out.text("tax_reporting_name", taxReportingName);
        out.text("auto_sales_tax_rate", salesTax == null ? null : salesTax.word());
        if (subAccount != null) {
            out.reference(subAccount.attribute(), subAccount.collection(), subAccount.id());
        }
    }

    private @Nullable String groupDescription() {
        if (group.title() == null) {
            return null;
        }
        boolean isUntaxed = group == CategoryGroup.ADMIN_EXPENSES && salesTax != null && !salesTax.isTaxed();
        return "%s (normally %s)".formatted(group.title(), isUntaxed ? "Zero-VAT" : "VATable");
    }

    /** By which lists in the order of descriptions are sorted. */
    String sortedBy() {
        return description.toLowerCase(Locale.ROOT);
    }
}
