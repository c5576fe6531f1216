package org.sequitur.estimate;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceReading;
import org.sequitur.invoice.InvoiceTerms;
import org.sequitur.reference.Reference;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * What a client says of an estimate.
 *
 * @param type one of {@link #TYPES}; empty until it is said
 * @param reference null for the next one
 * @param showsSalesTax whether the total is shown with sales tax; it is stored and changes no amount
 */
record EstimateText(String type, @Nullable Reference reference, boolean showsSalesTax, InvoiceContents contents) {

    static final Set<String> TYPES = Set.of("Estimate", "Quote", "Proposal");

    static final String LINES = "estimate_items";

    static final EstimateText BLANK = new EstimateText("", null, true, InvoiceContents.BLANK);

    private static final Set<String> OF_INVOICES_ONLY = Set.of("VAT", "Stock");

    /** What was sent over what stands, with what can be found wrong without looking anything up. */
    EstimateText changedBy(WireObject sent) {
        EstimateText changed = new EstimateText(
                sent.requiredOneOf("estimate_type", type, TYPES),
                InvoiceReading.reference(sent, reference),
                sent.bool("include_sales_tax_on_total_value", showsSalesTax),
                InvoiceReading.offered(LINES, sent, contents));
        changed.check(sent.complaints());
        return changed;
    }

    EstimateText with(InvoiceContents newContents) {
        return new EstimateText(type, reference, showsSalesTax, newContents);
    }

    void check(Complaints complaints) {
        InvoiceTerms.check(LINES, contents, complaints);
        for (InvoiceItem line : contents.items()) {
            String unit = line.itemType();
            complaints.addIf(unit != null && OF_INVOICES_ONLY.contains(unit), "item_type is not included in the list");
        }
    }

    /** Complains of each attribute that differs: of an estimate that is billed nothing changes any more. */
    void checkSameAs(EstimateText stored, Complaints complaints) {
        InvoiceContents was = stored.contents;
        differs("estimate_type", type, stored.type, complaints);
        differs("reference", reference, stored.reference, complaints);
        differs("include_sales_tax_on_total_value", showsSalesTax, stored.showsSalesTax, complaints);
        differs("contact", contents.contactId(), was.contactId(), complaints);
        differs("project", contents.projectId(), was.projectId(), complaints);
        differs("dated_on", contents.askedDatedOn(), was.askedDatedOn(), complaints);
        differs("currency", contents.askedCurrency(), was.askedCurrency(), complaints);
        differs("notes", contents.comments(), was.comments(), complaints);
        differs("discount_percent", contents.discountPercent(), was.discountPercent(), complaints);
        differs("ec_status", contents.ecStatus(), was.ecStatus(), complaints);
        differs("place_of_supply", contents.placeOfSupply(), was.placeOfSupply(), complaints);
        differs("client_contact_name", contents.clientContactName(), was.clientContactName(), complaints);
        differs(LINES, contents.items(), was.items(), complaints);
    }

    private static void differs(
            String attribute, @Nullable Object now, @Nullable Object before, Complaints complaints) {
        complaints.addIf(!Objects.equals(now, before), attribute + " is locked and cannot be changed");
    }
}
