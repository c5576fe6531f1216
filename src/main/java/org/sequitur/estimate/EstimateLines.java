package org.sequitur.estimate;

import java.util.List;
import java.util.Objects;
import org.sequitur.estimate.Estimate.LineTimes;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.Insertion;
import org.sequitur.store.Insertion.Column;

/** The lines of an estimate, as one insert. */
final class EstimateLines {

    private static final List<Column> COLUMNS = List.of(
            Column.common("company_id", "bigint"),
            Column.own("id", "bigint"),
            Column.common("estimate_id", "bigint"),
            Column.own("position", "integer"),
            Column.own("item_type", "text"),
            Column.own("quantity", "numeric"),
            Column.own("description", "text"),
            Column.own("price", "numeric"),
            Column.own("sales_tax_rate", "numeric"),
            Column.own("second_sales_tax_rate", "numeric"),
            Column.own("sales_tax_status", "text"),
            Column.own("second_sales_tax_status", "text"),
            Column.own("category", "text"),
            Column.own("created_at", "timestamptz"),
            Column.own("updated_at", "timestamptz"));

    private EstimateLines() {}

    static void tell(Flight flight, long companyId, Estimate estimate) {
        Insertion lines = new Insertion("estimate_item", COLUMNS);
        for (InvoiceItem line : estimate.lines()) {
            LineTimes times = Objects.requireNonNull(estimate.times().get(line.id()));
            lines.add(
                    companyId,
                    line.id(),
                    estimate.id(),
                    line.position(),
                    line.itemType(),
                    line.quantity(),
                    line.description(),
                    line.unitPrice(),
                    line.tax().rate(),
                    line.tax().secondRate(),
                    line.tax().status(),
                    line.tax().secondStatus(),
                    line.category(),
                    Columns.timestamp(times.createdAt()),
                    Columns.timestamp(times.updatedAt()));
        }
        lines.tell(flight);
    }
}
