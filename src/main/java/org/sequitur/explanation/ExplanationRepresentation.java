package org.sequitur.explanation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.Category;
import org.sequitur.category.CategoryGroup;
import org.sequitur.company.Company;
import org.sequitur.expense.ExpenseTax;
import org.sequitur.invoice.DocumentKind;
import org.sequitur.money.MoneyText;
import org.sequitur.wire.ApiVersion;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/** An explanation as the wire shows it. Payments and transfers have no tax; neither has income of who is not registered for it. */
record ExplanationRepresentation(
        Company company, Explanation explanation, @Nullable Category category, ApiVersion version) {

    void write(WireWriter out, String lineText, List<Body> files) {
        Purpose purpose = explanation.purpose();
        out.reference("url", "bank_transaction_explanations", explanation.id());
        out.reference("bank_transaction", "bank_transactions", explanation.transactionId());
        out.reference("bank_account", "bank_accounts", explanation.accountId());
        out.reference("category", "categories", purpose.category());
        out.date("dated_on", explanation.datedOn());
        out.text("description", explanation.description());
        out.text("transaction_description", lineText);
        out.decimal("gross_value", explanation.gross());
        out.decimal(
                "foreign_currency_value",
                explanation.foreignValue() == null ? BigDecimal.ZERO : explanation.foreignValue());
        out.decimal("transfer_value", explanation.value().negate());
        out.text("type", ExplanationType.of(explanation, category));
        out.bool("is_money_in", explanation.isMoneyIn());
        out.bool("is_money_out", !explanation.isMoneyIn());
        out.bool("is_money_paid_to_user", purpose.userId() != null && !explanation.isMoneyIn());
        writePurpose(out, purpose);
        out.reference("project", "projects", explanation.projectId());
        out.text("rebill_type", explanation.rebilling().type());
        out.decimal("rebill_factor", explanation.rebilling().factor());
        out.reference("property", "properties", explanation.propertyId());
        out.text("cheque_number", explanation.chequeNumber());
        out.text("receipt_reference", explanation.receiptReference());
        if (version.listsAttachments()) {
            out.list("attachments", "attachment", files, (element, file) -> file.write(element));
        } else if (!files.isEmpty()) {
            out.object("attachment", files.getLast());
        }
        if (showsTax()) {
            writeTax(out, explanation.tax());
        }
        out.text("detail", detail());
        out.bool("is_deletable", true);
        out.bool("is_locked", false);
        out.bool("marked_for_review", explanation.isToBeReviewed());
        out.bool("has_pending_operation", false);
        out.instant("updated_at", explanation.updatedAt());
    }

    private void writePurpose(WireWriter out, Purpose purpose) {
        DocumentPayment payment = explanation.payment();
        if (payment != null) {
            String collection = payment.kind() == DocumentKind.CREDIT_NOTE ? "credit_notes" : "invoices";
            out.reference("paid_invoice", collection, purpose.documentId());
            out.decimal("exchange_gain", payment.exchangeGain());
        }
        out.reference("paid_user", "users", purpose.userId());
        out.reference("linked_transfer_account", "bank_accounts", purpose.accountId());
        out.reference("linked_transfer_explanation", "bank_transaction_explanations", explanation.linkedId());
        out.reference("stock_item", "stock_items", purpose.stockItemId());
        out.decimal("stock_altering_quantity", purpose.stockQuantity());
    }

    private boolean showsTax() {
        boolean isIncome = category != null && category.group() == CategoryGroup.INCOME;
        return explanation.purpose().isTaxable()
                && (!isIncome || company.salesTax().on(explanation.day()).isRegisteredOn(explanation.day()));
    }

    private static void writeTax(WireWriter out, ExpenseTax tax) {
        out.text("sales_tax_status", tax.status());
        out.decimal("sales_tax_rate", tax.rate());
        out.decimal("sales_tax_value", tax.value());
        out.decimal("manual_sales_tax_amount", tax.manual());
        out.text("second_sales_tax_status", tax.secondStatus());
        out.decimal("second_sales_tax_rate", tax.secondRate());
        out.decimal("second_sales_tax_value", tax.secondValue());
        out.text("ec_status", tax.ecStatus());
    }

    /** What it was for and, where there is tax in it, how much: so FreeAgent words it. */
    private String detail() {
        String name = category == null ? ExplanationType.of(explanation, null) : category.description();
        BigDecimal tax = explanation.tax().value();
        if (!showsTax() || tax.signum() == 0) {
            return name + " ";
        }
        return "%s. Inc %s %s "
                .formatted(
                        name,
                        MoneyText.of(tax.abs(), explanation.currency()),
                        company.salesTax().on(explanation.day()).name());
    }
}
