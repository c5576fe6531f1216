package org.sequitur.freeagent;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sequitur.freeagent.SourceArchive.Tables;

/** Time that was spent and money that users paid. */
record WorkTables(Tables tables) {

    private static final BigDecimal MILLIS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000);

    void write() {
        tables.table(
                "timeslip",
                rows -> tables.pages().records("timeslips", timeslip -> {
                    rows.add(timeslip(timeslip));
                    tables.report().copied("timeslips");
                }));
        tables.table(
                "expense",
                rows -> tables.pages().records("expenses", expense -> {
                    rows.add(expense(expense));
                    tables.report().copied("expenses");
                }));
    }

    private Row timeslip(SourceRecord timeslip) {
        Long invoice = timeslip.reference("billed_on_invoice");
        return new Row(timeslip)
                .put("id", timeslip.id())
                .references("user", "task")
                .texts("dated_on")
                .text("hours", "0")
                .texts("comment")
                .put("timer_started_at", timerStart(timeslip))
                .put("billed_on_invoice_id", tables.known().isDocument(invoice) ? invoice : null)
                .times(tables.known().since());
    }

    /** The wire tells when the timer would have begun, had all hours been spent in one go. */
    private static @Nullable Instant timerStart(SourceRecord timeslip) {
        Instant from = timeslip.object("timer").instant("start_from");
        BigDecimal hours = new BigDecimal(timeslip.text("hours", "0"));
        return from == null || !timeslip.object("timer").is("running")
                ? null
                : from.plusMillis(hours.multiply(MILLIS_OF_AN_HOUR).longValue());
    }

    private Row expense(SourceRecord expense) {
        String gross = expense.text("gross_value", "0");
        String tax = expense.text("sales_tax_value", "0");
        Row row = new Row(expense)
                .put("id", expense.id())
                .references("user")
                .put("category", expense.tail("category"))
                .texts("dated_on")
                .text("description", "")
                .texts("receipt_reference")
                .text("currency", tables.known().currency())
                .put("gross_value", gross)
                .text("native_gross_value", gross)
                .put("sales_tax_is_auto", false)
                .text("sales_tax_status", "OUT_OF_SCOPE")
                .texts("sales_tax_rate", "manual_sales_tax_amount")
                .put("sales_tax_value", tax)
                .text("native_sales_tax_value", tax)
                .texts("second_sales_tax_status", "second_sales_tax_rate", "second_sales_tax_value", "ec_status")
                .references("project")
                .texts("rebill_type", "rebill_factor")
                .references("property", "stock_item")
                .texts("stock_altering_quantity", "recurring", "next_recurs_on", "recurring_end_date");
        addMileage(row, expense);
        Long invoice = expense.reference("rebilled_on_invoice");
        Long item = expense.reference("rebilled_on_invoice_item");
        boolean isRebilled = item != null && tables.known().isDocument(invoice);
        return row.put("rebilled_on_invoice_id", isRebilled ? invoice : null)
                .put("rebilled_on_item_id", isRebilled ? item : null)
                .times(tables.known().since());
    }

    private static void addMileage(Row row, SourceRecord expense) {
        boolean isMileage = expense.has("mileage");
        row.texts("mileage")
                .put("vehicle_type", isMileage ? expense.text("vehicle_type", "Car") : null)
                .texts("engine_type", "engine_size")
                .put("reclaim_mileage", isMileage ? expense.is("reclaim_mileage") : null)
                .put("initial_rate_mileage", isMileage ? expense.text("initial_rate_mileage", "0") : null)
                .texts("rebill_mileage_rate")
                .put("have_vat_receipt", isMileage ? expense.is("have_vat_receipt") : null);
    }
}
