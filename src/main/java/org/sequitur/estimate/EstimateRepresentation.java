package org.sequitur.estimate;

import java.util.Objects;
import org.sequitur.estimate.Estimate.LineTimes;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/** An estimate and its lines as they are written on the wire. */
final class EstimateRepresentation {

    private EstimateRepresentation() {}

    /** Below the root {@code estimate}, with the lines. */
    static Body single(Estimate estimate) {
        return out -> out.object("estimate", attributes -> write(attributes, estimate, true));
    }

    static void write(WireWriter out, Estimate estimate, boolean withLines) {
        InvoiceContents contents = estimate.contents();
        InvoiceTotals totals = estimate.totals();
        out.reference("url", "estimates", estimate.id());
        out.reference("contact", "contacts", contents.contactId());
        out.text("contact_name", estimate.contactName());
        out.text("client_contact_name", contents.clientContactName());
        out.reference("project", "projects", contents.projectId());
        out.reference("invoice", "invoices", estimate.invoiceId());
        out.text("reference", estimate.reference().text());
        out.text("estimate_type", estimate.text().type());
        out.date("dated_on", contents.datedOn());
        out.text("status", estimate.status().word());
        out.text("currency", contents.currency());
        out.text("notes", contents.comments());
        out.decimal("discount_percent", contents.discountPercent());
        out.decimal("net_value", totals.net());
        out.decimal("sales_tax_value", estimate.involvesSalesTax() ? totals.salesTax() : null);
        out.decimal("second_sales_tax_value", totals.secondSalesTax().signum() == 0 ? null : totals.secondSalesTax());
        out.decimal("total_value", totals.total());
        out.bool("include_sales_tax_on_total_value", estimate.text().showsSalesTax());
        out.bool("involves_sales_tax", estimate.involvesSalesTax());
        out.bool("is_interim_uk_vat", false);
        out.text("ec_status", contents.ecStatus());
        out.text("place_of_supply", contents.placeOfSupply());
        out.instant("created_at", estimate.createdAt());
        out.instant("updated_at", estimate.updatedAt());
        if (withLines) {
            out.list(
                    EstimateText.LINES,
                    "estimate_item",
                    estimate.lines(),
                    (each, line) -> writeLine(each, estimate, line));
        }
    }

    static void writeLine(WireWriter out, Estimate estimate, InvoiceItem line) {
        LineTimes times = Objects.requireNonNull(estimate.times().get(line.id()));
        out.reference("url", "estimate_items", line.id());
        out.integer("position", line.position());
        out.text("item_type", line.itemType());
        out.decimal("quantity", line.quantity());
        out.decimal("price", line.unitPrice());
        out.text("description", line.description());
        if (line.tax().rate() != null) {
            out.decimal("sales_tax_rate", line.tax().rate());
            out.decimal(
                    "sales_tax_value",
                    InvoiceTotals.salesTaxOf(line, estimate.contents().discountPercent()));
        }
        if (line.tax().secondRate() != null) {
            out.decimal("second_sales_tax_rate", line.tax().secondRate());
            out.decimal(
                    "second_sales_tax_value",
                    InvoiceTotals.secondSalesTaxOf(
                            line, estimate.contents().discountPercent(), estimate.isSecondTaxCompound()));
        }
        out.text("sales_tax_status", line.tax().status());
        out.text("second_sales_tax_status", line.tax().secondStatus());
        out.reference("category", "categories", line.category());
        out.instant("created_at", times.createdAt());
        out.instant("updated_at", times.updatedAt());
    }
}
