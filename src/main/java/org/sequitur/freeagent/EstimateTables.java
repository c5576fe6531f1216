package org.sequitur.freeagent;

import org.sequitur.freeagent.SourceArchive.Tables;

/** Estimates with their lines, and what of credit notes was set off against invoices. */
record EstimateTables(Tables tables) {

    private static final String INVOICED = "Invoiced";

    void write() {
        tables.table(
                "estimate",
                rows -> tables.pages().records("estimates", estimate -> {
                    rows.add(estimate(estimate));
                    tables.report().copied("estimates");
                }));
        tables.table(
                "estimate_item", rows -> tables.pages().records("estimates", estimate -> addItems(rows, estimate)));
        tables.table(
                "credit_note_reconciliation",
                rows -> tables.pages().records("credit_note_reconciliations", one -> addReconciliation(rows, one)));
    }

    private Row estimate(SourceRecord estimate) {
        Long invoice = estimate.reference("invoice");
        boolean hasInvoice = tables.known().isDocument(invoice);
        String status = estimate.text("status", "Draft");
        if (status.equals(INVOICED) && !hasInvoice) {
            tables.report()
                    .misfit(
                            "estimates that became an invoice which is not there",
                            "/v2/estimates/" + estimate.id() + ": Invoiced became Approved");
            status = "Approved";
        }
        return new Row(estimate)
                .put("id", estimate.id())
                .put("status", status)
                .text("estimate_type", "Estimate")
                .text("reference", Long.toString(estimate.id()))
                .references("contact", "project")
                .put("invoice_id", status.equals(INVOICED) ? invoice : null)
                .texts("dated_on")
                .text("currency", tables.known().currency())
                .texts("notes", "discount_percent", "client_contact_name", "ec_status", "place_of_supply")
                .put("include_sales_tax_on_total_value", estimate.is("include_sales_tax_on_total_value", true))
                .put("involves_sales_tax", estimate.is("involves_sales_tax", estimate.has("sales_tax_value")))
                .text("net_value", "0")
                .text("sales_tax_value", "0")
                .text("second_sales_tax_value", "0")
                .text("total_value", "0")
                .times(tables.known().since());
    }

    private void addItems(TableOutput rows, SourceRecord estimate) {
        DocumentLines.of(estimate, "estimate_items", "estimate_id")
                .forEach(line -> rows.add(line.times(tables.known().since())));
    }

    private void addReconciliation(TableOutput rows, SourceRecord one) {
        if (!tables.known().isDocument(one.reference("invoice"))
                || !tables.known().isDocument(one.reference("credit_note"))) {
            tables.report()
                    .misfit(
                            "credit note reconciliations whose documents are not there",
                            "/v2/credit_note_reconciliations/" + one.id());
            return;
        }
        rows.add(new Row(one)
                .put("id", one.id())
                .references("invoice", "credit_note")
                .texts("gross_value", "dated_on")
                .text("exchange_rate", "1")
                .times(tables.known().since()));
        tables.report().copied("credit_note_reconciliations");
    }
}
