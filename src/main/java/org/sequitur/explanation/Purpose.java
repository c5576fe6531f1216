package org.sequitur.explanation;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.NominalCode;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * What money was for: one of a document, a transfer, a user, or else a category.
 *
 * @param category null for documents and transfers
 * @param documentId the invoice that was paid, or the credit note that was refunded
 * @param accountId the other account of a transfer
 * @param userId whom it went to, or came from
 * @param stockItemId what was bought or sold, of category 609
 */
record Purpose(
        @Nullable String category,
        @Nullable Long documentId,
        @Nullable Long accountId,
        @Nullable Long userId,
        @Nullable Long stockItemId,
        @Nullable BigDecimal stockQuantity) {

    static final Purpose UNKNOWN = new Purpose(null, null, null, null, null, null);

    private static final String STOCK = "609";

    /** "Smart User Payment" of FreeAgent's chart: spread over what is owed to the user. */
    private static final String USER_ACCOUNT = "900";

    private static final Pattern USER_ACCOUNTS = Pattern.compile("90[0-9]|910");

    static Purpose transfer(long accountId) {
        return new Purpose(null, null, accountId, null, null, null);
    }

    boolean isTransfer() {
        return accountId != null;
    }

    /** Whether it is booked to a category, and its amount may have tax in it. */
    boolean isTaxable() {
        return category != null && userId == null;
    }

    boolean isOfStock() {
        return category != null && category.startsWith(STOCK);
    }

    /** What is sent last decides; what it was for before stays as long as nothing else is named. */
    Purpose changedBy(WireObject sent) {
        Complaints complaints = sent.complaints();
        complaints.addIf(isNamed(sent, "paid_bill"), "Bill not found for this company");
        complaints.addIf(isNamed(sent, "disposed_asset"), "Capital asset not found for this company");
        if (isNamed(sent, "paid_invoice")) {
            return new Purpose(null, sent.reference("paid_invoice", null), null, null, null, null);
        }
        if (isNamed(sent, "transfer_bank_account")) {
            return transfer(Objects.requireNonNull(sent.reference("transfer_bank_account", null)));
        }
        if (isNamed(sent, "paid_user")) {
            return ofUser(sent, Objects.requireNonNull(sent.reference("paid_user", null)));
        }
        if (documentId != null && !sent.isCleared("paid_invoice")) {
            return this;
        }
        if (isTransfer() && !sent.isCleared("transfer_bank_account")) {
            return this;
        }
        if (userId != null && !sent.isCleared("paid_user")) {
            return ofUser(sent, userId);
        }
        return ofCategory(sent);
    }

    private static boolean isNamed(WireObject sent, String name) {
        return sent.has(name) && !sent.isCleared(name);
    }

    private Purpose ofUser(WireObject sent, long user) {
        String standing = userId == null || category == null ? USER_ACCOUNT : category;
        String code = NominalCode.read(sent, "category", standing, USER_ACCOUNT);
        String account = code.substring(0, USER_ACCOUNT.length());
        sent.complaints()
                .addIf(
                        !USER_ACCOUNTS.matcher(account).matches(),
                        "category must be one of the accounts of users, 900 to 910");
        return new Purpose(account, null, null, user, null, null);
    }

    private Purpose ofCategory(WireObject sent) {
        Complaints complaints = sent.complaints();
        boolean isMissing = sent.has("category") ? sent.isCleared("category") : category == null;
        complaints.addIf(isMissing, "category can't be blank");
        if (isMissing) {
            return UNKNOWN;
        }
        String code = NominalCode.read(sent, "category", category == null ? "" : category, "");
        if (!code.startsWith(STOCK)) {
            return new Purpose(code, null, null, null, null, null);
        }
        Long item = sent.reference("stock_item", stockItemId);
        BigDecimal quantity = sent.decimal("stock_altering_quantity", stockQuantity);
        complaints.addIf(item == null, "stock_item can't be blank");
        complaints.addIf(quantity == null, "stock_altering_quantity can't be blank");
        return new Purpose(code, null, null, null, item, quantity);
    }
}
