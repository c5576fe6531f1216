package org.sequitur.bank;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.EmailAddresses;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/** How money reaches an account; which of it an account has depends on its type, and what its type has not is not read. */
record AccountDetails(
        @Nullable String accountNumber,
        @Nullable String sortCode,
        @Nullable String secondarySortCode,
        @Nullable String iban,
        @Nullable String bic,
        @Nullable String email) {

    private static final int MOST_CHARACTERS = 255;
    static final AccountDetails NONE = new AccountDetails(null, null, null, null, null, null);

    static AccountDetails of(ResultSet row) throws SQLException {
        return new AccountDetails(
                row.getString("account_number"),
                row.getString("sort_code"),
                row.getString("secondary_sort_code"),
                row.getString("iban"),
                row.getString("bic"),
                row.getString("email"));
    }

    AccountDetails changedBy(WireObject sent, BankAccountType type) {
        return switch (type) {
            case STANDARD ->
                new AccountDetails(
                        sent.text("account_number", accountNumber, MOST_CHARACTERS),
                        sent.text("sort_code", sortCode, MOST_CHARACTERS),
                        sent.text("secondary_sort_code", secondarySortCode, MOST_CHARACTERS),
                        checked(sent, "iban", iban, InternationalCode::compact, InternationalCode::isIban),
                        checked(sent, "bic", bic, InternationalCode::compact, InternationalCode::isBic),
                        null);
            case CREDIT_CARD ->
                new AccountDetails(
                        sent.requiredText("account_number", orEmpty(accountNumber), MOST_CHARACTERS),
                        null,
                        null,
                        null,
                        null,
                        null);
            case PAYPAL -> {
                String standing = orEmpty(email);
                String address = sent.requiredText("email", standing, MOST_CHARACTERS);
                sent.complaints()
                        .addIf(!address.equals(standing) && !EmailAddresses.isAddress(address), "email is invalid");
                yield new AccountDetails(null, null, null, null, null, address);
            }
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String checked(
            WireObject sent,
            String name,
            @Nullable String standing,
            UnaryOperator<String> form,
            Predicate<String> isRight) {
        String text = sent.text(name, standing, MOST_CHARACTERS);
        if (text == null || text.equals(standing)) {
            return text;
        }
        String formed = form.apply(text);
        sent.complaints().addIf(!isRight.test(formed), name + " is invalid");
        return formed;
    }

    void write(WireWriter out) {
        out.text("account_number", accountNumber);
        out.text("sort_code", sortCode);
        out.text("secondary_sort_code", secondarySortCode);
        out.text("iban", iban);
        out.text("bic", bic);
        out.text("email", email);
    }
}
