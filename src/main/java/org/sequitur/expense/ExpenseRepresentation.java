package org.sequitur.expense;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireWriter;

/** How expenses are written, the names of projects and contacts only to those who may see projects. */
final class ExpenseRepresentation {

    private static final String INVOICES = "invoices";

    private ExpenseRepresentation() {}

    /** @param attachment null when there is none */
    static Body of(Caller caller, Expense expense, @Nullable Body attachment) {
        boolean seesProjects = caller.level().includes(PermissionLevel.CONTACTS_AND_PROJECTS);
        return out -> write(out, expense, seesProjects, attachment);
    }

    private static void write(WireWriter out, Expense expense, boolean seesProjects, @Nullable Body attachment) {
        out.reference("url", "expenses", expense.id());
        out.reference("user", "users", expense.userId());
        out.reference("category", "categories", expense.category());
        out.date("dated_on", expense.datedOn());
        writeAmounts(out, expense.amount(), expense.tax());
        out.text("description", expense.description());
        out.text("receipt_reference", expense.receiptReference());
        writeRebilling(out, expense, seesProjects);
        out.reference("property", "properties", expense.propertyId());
        out.reference("stock_item", "stock_items", expense.stock().itemId());
        out.decimal("stock_altering_quantity", expense.stock().quantity());
        out.text("recurring", expense.recurrence().frequency());
        out.date("next_recurs_on", expense.recurrence().nextOn());
        out.date("recurring_end_date", expense.recurrence().endsOn());
        if (expense.mileage() != null) {
            writeMileage(out, expense.mileage(), expense.day());
        }
        if (attachment != null) {
            out.object("attachment", attachment);
        }
        out.bool("is_locked", expense.rebilled() != null);
        if (expense.rebilled() != null) {
            out.texts("locked_attributes", "locked_attribute", expense.lockedAttributes());
            out.text("locked_reason", Expense.LOCKED_REASON);
        }
        out.instant("created_at", expense.createdAt());
        out.instant("updated_at", expense.updatedAt());
    }

    private static void writeAmounts(WireWriter out, ExpenseAmount amount, ExpenseTax tax) {
        out.text("currency", amount.currency());
        out.decimal("gross_value", amount.gross());
        out.decimal("native_gross_value", amount.nativeGross());
        out.decimal("sales_tax_rate", tax.rate());
        out.decimal("sales_tax_value", tax.value());
        out.decimal("native_sales_tax_value", tax.nativeValue());
        out.text("sales_tax_status", tax.status());
        out.decimal("manual_sales_tax_amount", tax.manual());
        out.decimal("second_sales_tax_rate", tax.secondRate());
        out.decimal("second_sales_tax_value", tax.secondValue());
        out.text("second_sales_tax_status", tax.secondStatus());
        out.text("ec_status", tax.ecStatus());
    }

    private static void writeRebilling(WireWriter out, Expense expense, boolean seesProjects) {
        Expense.Project project = expense.project();
        if (project != null) {
            out.reference("project", "projects", project.id());
            out.text("project_name", seesProjects ? project.name() : null);
            out.text("contact_name", seesProjects ? project.contactName() : null);
        }
        out.text("rebill_type", expense.rebilling().type());
        out.decimal("rebill_factor", expense.rebilling().factor());
        if (project != null && RebilledExpense.isRebillable(expense)) {
            out.reference("rebill_to_project", "projects", project.id());
        }
        Expense.@Nullable Rebilled rebilled = expense.rebilled();
        if (rebilled != null) {
            out.reference("rebilled_on_invoice", INVOICES, rebilled.invoiceId());
            // The id of the line, below the path of invoices: so FreeAgent sends it.
            out.reference("rebilled_on_invoice_item", INVOICES, rebilled.itemId());
        }
    }

    private static void writeMileage(WireWriter out, MileageClaim claim, LocalDate day) {
        EngineOptions engines = EngineOptions.on(day);
        out.decimal("mileage", claim.distance());
        out.text("vehicle_type", claim.vehicle());
        if (claim.engineType() != null) {
            out.text("engine_type", claim.engineType());
            out.text("engine_size", claim.engineSize());
            out.integer("engine_type_index", engines.index(claim.engineType()));
            out.integer("engine_size_index", engines.sizeIndex(claim.engineType(), claim.engineSize()));
        }
        out.text("reclaim_mileage", claim.isReclaimed() ? "1" : "0");
        if (claim.isReclaimed()) {
            out.decimal("initial_rate_mileage", claim.atInitialRate());
            out.decimal(
                    "reclaim_mileage_rate",
                    MileageRates.on(day).of(claim.vehicle()).basic());
        }
        out.decimal("rebill_mileage_rate", claim.rebillRate());
        out.bool("have_vat_receipt", claim.hasVatReceipt());
    }

    /** What mileage claims can say, in all periods. */
    static Body mileageSettings() {
        return out -> {
            out.list(
                    "engine_type_and_size_options",
                    "engine_type_and_size_option",
                    EngineOptions.ALL,
                    (each, options) -> {
                        each.date("from", options.from());
                        each.date("to", options.to());
                        each.object(
                                "value",
                                value -> options.types()
                                        .forEach(type -> value.texts(type.name(), "size", type.sizes())));
                    });
            out.list("mileage_rates", "mileage_rate", MileageRates.ALL, (each, rates) -> {
                each.date("from", rates.from());
                each.date("to", rates.to());
                each.object("value", value -> {
                    rates.byVehicle()
                            .forEach(rate -> value.object(rate.vehicle(), pair -> {
                                pair.decimal("basic_rate", rate.basic());
                                pair.decimal("additional_rate", rate.additional());
                            }));
                    value.integer("basic_rate_limit", MileageRates.BASIC_RATE_LIMIT);
                });
            });
        };
    }
}
