package org.sequitur.explanation;

import org.jspecify.annotations.Nullable;
import org.sequitur.category.Category;
import org.sequitur.category.CategoryGroup;
import org.sequitur.invoice.DocumentKind;

/** The words of the wire for what an explanation is; they follow from what it is for and from the direction of the money. */
final class ExplanationType {

    private static final String ASSETS = "602-";

    private ExplanationType() {}

    /** @param category that it is booked to; null when it is booked to none, or that is gone */
    static String of(Explanation explanation, @Nullable Category category) {
        Purpose purpose = explanation.purpose();
        boolean isIn = explanation.isMoneyIn();
        if (explanation.payment() != null) {
            return explanation.payment().kind() == DocumentKind.CREDIT_NOTE ? "Credit Note Refund" : "Invoice Receipt";
        }
        if (purpose.isTransfer()) {
            return isIn ? "Transfer from Another Account" : "Transfer to Another Account";
        }
        if (purpose.userId() != null) {
            return isIn ? "Money Received from User" : "Money Paid to User";
        }
        if (purpose.isOfStock()) {
            return isIn ? "Sale of Stock" : "Purchase of Stock";
        }
        if (!isIn && purpose.category() != null && purpose.category().startsWith(ASSETS)) {
            return "Purchase of Capital Asset";
        }
        if (category != null && category.group() == CategoryGroup.INCOME) {
            return isIn ? "Sales" : "Sales Refund";
        }
        if (category != null && category.group().isCost()) {
            return isIn ? "Refund" : "Payment";
        }
        return isIn ? "Other Money In" : "Other Money Out";
    }
}
