package org.sequitur.estimate;

import java.util.Optional;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.reference.Reference;

/**
 * What an estimate says to the customer, for whoever puts it on paper.
 *
 * @param type {@code Estimate}, {@code Quote} or {@code Proposal}
 * @param status as the wire has it: {@code Approved}
 * @param showsSalesTax whether the total is shown with sales tax
 */
public record OfferedDocument(
        String type,
        String status,
        Reference reference,
        boolean showsSalesTax,
        InvoiceContents contents,
        InvoiceTotals totals,
        boolean involvesSalesTax,
        boolean isSecondTaxCompound,
        String contactName) {

    /** Finds what a company offers. */
    @FunctionalInterface
    public interface Archive {
        Optional<OfferedDocument> find(long companyId, long id);
    }

    static OfferedDocument of(Estimate estimate) {
        return new OfferedDocument(
                estimate.text().type(),
                estimate.status().word(),
                estimate.reference(),
                estimate.text().showsSalesTax(),
                estimate.contents(),
                estimate.totals(),
                estimate.involvesSalesTax(),
                estimate.isSecondTaxCompound(),
                estimate.contactName());
    }

    public boolean isDraft() {
        return status.equals(EstimateStatus.DRAFT.word());
    }
}
