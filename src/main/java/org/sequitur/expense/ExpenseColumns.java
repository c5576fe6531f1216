package org.sequitur.expense;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.record.RecordLayout;
import org.sequitur.store.Columns;

/** How expenses lie in their table. What invoices mark there is only read. */
final class ExpenseColumns {

    static final String SELECT = """
            SELECT expense.*, item.id AS item_id, project.name AS project_name,
                   contact.first_name, contact.last_name, contact.organisation_name
            FROM expense
            LEFT JOIN project ON project.company_id = expense.company_id AND project.id = expense.project_id
            LEFT JOIN contact ON contact.company_id = project.company_id AND contact.id = project.contact_id
            LEFT JOIN document_item item ON item.company_id = expense.company_id AND item.id = expense.rebilled_on_item_id
            """;

    private ExpenseColumns() {}

    static RecordLayout<Expense> layout() {
        RecordLayout<Expense> empty =
                RecordLayout.of("expense", ExpenseColumns::expense).selectedBy(SELECT);
        return mileage(amounts(texts(empty)))
                .with("stock_item_id", expense -> expense.stock().itemId())
                .with("stock_altering_quantity", expense -> expense.stock().quantity())
                .with("recurring", expense -> expense.recurrence().frequency())
                .with("next_recurs_on", expense -> expense.recurrence().nextOn())
                .with("recurring_end_date", expense -> expense.recurrence().endsOn())
                .with("created_at", Expense::createdAt)
                .with("updated_at", Expense::updatedAt);
    }

    private static RecordLayout<Expense> texts(RecordLayout<Expense> layout) {
        return layout.with("user_id", Expense::userId)
                .with("category", Expense::category)
                .with("dated_on", Expense::datedOn)
                .with("description", Expense::description)
                .with("receipt_reference", Expense::receiptReference)
                .with("project_id", Expense::projectId)
                .with("rebill_type", expense -> expense.rebilling().type())
                .with("rebill_factor", expense -> expense.rebilling().factor())
                .with("property_id", Expense::propertyId);
    }

    private static RecordLayout<Expense> amounts(RecordLayout<Expense> layout) {
        return ExpenseTaxColumns.with(
                layout.with("currency", expense -> expense.amount().currency())
                        .with("gross_value", expense -> expense.amount().gross())
                        .with("native_gross_value", expense -> expense.amount().nativeGross()),
                Expense::tax);
    }

    private static RecordLayout<Expense> mileage(RecordLayout<Expense> layout) {
        return layout.with("mileage", of(MileageClaim::distance))
                .with("vehicle_type", of(MileageClaim::vehicle))
                .with("engine_type", of(MileageClaim::engineType))
                .with("engine_size", of(MileageClaim::engineSize))
                .with("reclaim_mileage", of(MileageClaim::isReclaimed))
                .with("initial_rate_mileage", of(MileageClaim::atInitialRate))
                .with("rebill_mileage_rate", of(MileageClaim::rebillRate))
                .with("have_vat_receipt", of(MileageClaim::hasVatReceipt));
    }

    private static Function<Expense, @Nullable Object> of(Function<MileageClaim, @Nullable Object> value) {
        return expense -> expense.mileage() == null ? null : value.apply(expense.mileage());
    }

    static Expense expense(ResultSet row) throws SQLException {
        return new Expense(
                row.getLong("id"),
                row.getLong("user_id"),
                row.getString("category"),
                Columns.date(row, "dated_on"),
                row.getString("description"),
                row.getString("receipt_reference"),
                new ExpenseAmount(
                        row.getString("currency"),
                        row.getBigDecimal("gross_value"),
                        row.getBigDecimal("native_gross_value")),
                ExpenseTaxColumns.read(row),
                project(row),
                new Rebilling(row.getString("rebill_type"), row.getBigDecimal("rebill_factor")),
                row.getObject("property_id", Long.class),
                new StockPurchase(
                        row.getObject("stock_item_id", Long.class), row.getBigDecimal("stock_altering_quantity")),
                new Recurrence(
                        row.getString("recurring"),
                        Columns.date(row, "next_recurs_on"),
                        Columns.date(row, "recurring_end_date")),
                mileage(row),
                rebilled(row),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Expense.@Nullable Project project(ResultSet row) throws SQLException {
        Long id = row.getObject("project_id", Long.class);
        return id == null
                ? null
                : new Expense.Project(
                        id,
                        row.getString("project_name"),
                        new ContactName(
                                        row.getString("first_name"),
                                        row.getString("last_name"),
                                        row.getString("organisation_name"))
                                .display());
    }

    private static @Nullable MileageClaim mileage(ResultSet row) throws SQLException {
        BigDecimal distance = row.getBigDecimal("mileage");
        return distance == null
                ? null
                : new MileageClaim(
                        distance,
                        row.getString("vehicle_type"),
                        row.getString("engine_type"),
                        row.getString("engine_size"),
                        row.getBoolean("reclaim_mileage"),
                        row.getBigDecimal("initial_rate_mileage"),
                        row.getBigDecimal("rebill_mileage_rate"),
                        row.getBoolean("have_vat_receipt"));
    }

    private static Expense.@Nullable Rebilled rebilled(ResultSet row) throws SQLException {
        Long invoice = row.getObject("rebilled_on_invoice_id", Long.class);
        return invoice == null ? null : new Expense.Rebilled(invoice, row.getObject("item_id", Long.class));
    }
}
