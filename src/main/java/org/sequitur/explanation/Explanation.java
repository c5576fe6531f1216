package org.sequitur.explanation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.expense.ExpenseAmount;
import org.sequitur.expense.ExpenseTax;
import org.sequitur.expense.Rebilling;
import org.sequitur.money.Rounding;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * What a line of a bank account, or a part of it, was for.
 *
 * @param currency of the account
 * @param datedOn null before it is known
 * @param gross positive when money came in; null before it is known
 * @param foreignValue what was settled of a document, or arrived in the other account, in its currency; null where that is the account's
 * @param payment what it pays of a document; null when it pays none
 * @param linkedId the other side of a transfer; null of what is none
 * @param tax that is within the gross value
 */
record Explanation(
        long id,
        long accountId,
        long transactionId,
        String currency,
        @Nullable LocalDate datedOn,
        @Nullable BigDecimal gross,
        @Nullable BigDecimal foreignValue,
        @Nullable String description,
        Purpose purpose,
        @Nullable DocumentPayment payment,
        @Nullable Long linkedId,
        ExpenseTax tax,
        @Nullable Long projectId,
        Rebilling rebilling,
        @Nullable Long propertyId,
        @Nullable String chequeNumber,
        @Nullable String receiptReference,
        boolean isToBeReviewed,
        Instant updatedAt) {

    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_REFERENCE_CHARACTERS = 255;

    static Explanation unsaved(long accountId, long transactionId, String currency, Instant now) {
        return new Explanation(
                0,
                accountId,
                transactionId,
                currency,
                null,
                null,
                null,
                null,
                Purpose.UNKNOWN,
                null,
                null,
                ExpenseTax.USUAL,
                null,
                Rebilling.NONE,
                null,
                null,
                null,
                false,
                now);
    }

    LocalDate day() {
        return Objects.requireNonNull(datedOn);
    }

    BigDecimal value() {
        return Objects.requireNonNull(gross);
    }

    boolean isMoneyIn() {
        return value().signum() > 0;
    }

    /** What was sent over what stands; to be settled before it is stored, unless there is a complaint. */
    Explanation changedBy(WireObject sent, Instant now) {
        Complaints complaints = sent.complaints();
        LocalDate day = sent.date("dated_on", datedOn);
        complaints.addIf(sent.isCleared("dated_on") || day == null, "dated_on can't be blank");
        BigDecimal value = sent.decimal("gross_value", gross);
        BigDecimal newGross = value == null ? null : Rounding.toPence(value);
        complaints.addIf(newGross == null, "gross_value can't be blank");
        complaints.addIf(newGross != null && newGross.signum() == 0, "gross_value must be other than 0");
        complaints.addIf(
                newGross != null && newGross.abs().compareTo(WireObject.LARGEST_DECIMAL) > 0,
                "gross_value is too large");
        Purpose newPurpose = purpose.changedBy(sent);
        String text = sent.text("description", description, MOST_CHARACTERS);
        complaints.addIf(newPurpose.isTaxable() && (text == null || text.isBlank()), "description can't be blank");
        Long project = sent.reference("project", projectId);
        return new Explanation(
                id,
                accountId,
                transactionId,
                currency,
                day,
                newGross,
                foreignValue(sent, newGross),
                text,
                newPurpose,
                payment,
                linkedId,
                newPurpose.isTaxable() ? tax.changedBy(sent) : untaxed(sent, newPurpose),
                project,
                rebilling.changedBy(sent, project != null),
                sent.reference("property", propertyId),
                sent.text("cheque_number", chequeNumber, MOST_REFERENCE_CHARACTERS),
                sent.text("receipt_reference", receiptReference, MOST_REFERENCE_CHARACTERS),
                sent.bool("marked_for_review", isToBeReviewed),
                now);
    }

    private @Nullable BigDecimal foreignValue(WireObject sent, @Nullable BigDecimal newGross) {
        BigDecimal value = sent.decimal("foreign_currency_value", foreignValue);
        if (value == null || value.signum() == 0) {
            return null;
        }
        sent.complaints()
                .addIf(
                        newGross != null && newGross.signum() != value.signum(),
                        "foreign_currency_value must have the sign of gross_value");
        return Rounding.toPence(value);
    }

    /** A payment bears no tax of its own: the document does. */
    private static ExpenseTax untaxed(WireObject sent, Purpose purpose) {
        if (purpose.documentId() != null
                && sent.has("sales_tax_rate")
                && !"auto".equalsIgnoreCase(sent.text("sales_tax_rate", null))) {
            BigDecimal rate = sent.decimal("sales_tax_rate", null);
            sent.complaints()
                    .addIf(
                            rate != null && rate.signum() > 0,
                            "sales_tax_rate must be the AUTO rate or a rate less than or equal to 0");
        }
        return ExpenseTax.NONE;
    }

    /** In the company's currency, at a rate of the account's. */
    ExpenseAmount amount(BigDecimal rate) {
        return new ExpenseAmount(currency, value(), Rounding.toPence(value().multiply(rate)));
    }

    Explanation with(ExpenseTax newTax) {
        return copy(transactionId, foreignValue, description, payment, newTax);
    }

    /** Paying so much of a document, which is the foreign value where the document is in another currency. */
    Explanation paying(DocumentPayment newPayment, boolean isForeign) {
        return copy(transactionId, isForeign ? newPayment.value() : null, description, newPayment, tax);
    }

    Explanation payingNothing() {
        return copy(transactionId, foreignValue, description, null, tax);
    }

    Explanation called(String text) {
        return copy(transactionId, foreignValue, text, payment, tax);
    }

    /** Its files have changed. */
    Explanation touched(Instant now) {
        return new Explanation(
                id,
                accountId,
                transactionId,
                currency,
                datedOn,
                gross,
                foreignValue,
                description,
                purpose,
                payment,
                linkedId,
                tax,
                projectId,
                rebilling,
                propertyId,
                chequeNumber,
                receiptReference,
                isToBeReviewed,
                now);
    }

    Explanation onLine(long lineId) {
        return copy(lineId, foreignValue, description, payment, tax);
    }

    /** The other side of this transfer: what goes out of one account comes into the other. */
    Explanation otherSide(long ownId, long otherAccountId, String otherCurrency, BigDecimal otherValue) {
        return new Explanation(
                0,
                otherAccountId,
                0,
                otherCurrency,
                datedOn,
                otherValue,
                otherCurrency.equals(currency) ? null : value().negate(),
                description,
                Purpose.transfer(accountId),
                null,
                ownId,
                ExpenseTax.NONE,
                projectId,
                Rebilling.NONE,
                propertyId,
                null,
                null,
                isToBeReviewed,
                updatedAt);
    }

    private Explanation copy(
            long newTransactionId,
            @Nullable BigDecimal newForeignValue,
            @Nullable String newDescription,
            @Nullable DocumentPayment newPayment,
            ExpenseTax newTax) {
        return new Explanation(
                id,
                accountId,
                newTransactionId,
                currency,
                datedOn,
                gross,
                newForeignValue,
                newDescription,
                purpose,
                newPayment,
                linkedId,
                newTax,
                projectId,
                rebilling,
                propertyId,
                chequeNumber,
                receiptReference,
                isToBeReviewed,
                updatedAt);
    }
}
