package org.sequitur.bank;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.money.Currencies;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * An account with a bank.
 *
 * @param type fixed once it is created
 * @param isPrimary the one that invoices name unless they name another; every company has exactly one
 * @param activity what its transactions come to
 */
record BankAccount(
        long id,
        BankAccountType type,
        String name,
        String currency,
        boolean isPersonal,
        boolean isPrimary,
        String status,
        @Nullable String bankName,
        BigDecimal openingBalance,
        AccountDetails details,
        AccountActivity activity,
        Instant createdAt,
        Instant updatedAt)
        implements Body {

    private static final int MOST_CHARACTERS = 255;
    private static final int PLACES = 2;
    private static final String ACTIVE = "active";
    private static final Set<String> STATUSES = Set.of(ACTIVE, "hidden");

    /** What FreeAgent says of a sort code that it does not know. */
    private static final String BANK_CODE = "generic";

    /** An account in the company's currency. */
    static BankAccount unsaved(String currency, LocalDate begin, Instant now) {
        return new BankAccount(
                0,
                BankAccountType.STANDARD,
                "",
                currency,
                false,
                false,
                ACTIVE,
                null,
                BigDecimal.ZERO,
                AccountDetails.NONE,
                AccountActivity.none(begin),
                now,
                now);
    }

    static BankAccount of(ResultSet row) throws SQLException {
        return new BankAccount(
                row.getLong("id"),
                BankAccountType.of(row.getString("type")),
                row.getString("name"),
                row.getString("currency"),
                row.getBoolean("is_personal"),
                row.getBoolean("is_primary"),
                row.getString("status"),
                row.getString("bank_name"),
                row.getBigDecimal("opening_balance"),
                AccountDetails.of(row),
                AccountActivity.of(row),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    BankAccount changedBy(WireObject sent, Instant now) {
        Complaints complaints = sent.complaints();
        BankAccountType changedType = id == 0
                ? BankAccountType.of(sent.requiredOneOf("type", type.wireName(), BankAccountType.WIRE_NAMES))
                : type;
        boolean becomesPrimary = sent.bool("is_primary", isPrimary);
        complaints.addIf(
                isPrimary && !becomesPrimary,
                "is_primary can't be false: make another account the primary one instead");
        String changedStatus = sent.oneOf("status", status, STATUSES);
        BankAccount changed = new BankAccount(
                id,
                changedType,
                sent.requiredText("name", name, MOST_CHARACTERS),
                changedCurrency(sent),
                sent.bool("is_personal", isPersonal),
                becomesPrimary,
                changedStatus == null ? ACTIVE : changedStatus,
                sent.text("bank_name", bankName, MOST_CHARACTERS),
                sent.decimalWithin(
                        "opening_balance",
                        openingBalance,
                        BigDecimal.ZERO,
                        WireObject.LARGEST_DECIMAL.negate(),
                        WireObject.LARGEST_DECIMAL,
                        PLACES),
                details.changedBy(sent, changedType),
                activity,
                createdAt,
                now);
        complaints.throwIfAny();
        return changed;
    }

    /** What the lines of the account are in stays what it is. */
    private String changedCurrency(WireObject sent) {
        String changed = sent.requiredOneOf("currency", currency, Currencies.ACCEPTED);
        boolean isLocked = activity.lines() > 0 && !changed.equals(currency);
        sent.complaints().addIf(isLocked, "currency is locked and cannot be changed");
        return changed;
    }

    /** As much as a level of permission shows in a list: who may invoice sees what there is to be named. */
    Body listedFor(PermissionLevel level) {
        return level.includes(PermissionLevel.BANKING) ? this : this::writeBasic;
    }

    /** The same of a single account. */
    Body shownTo(PermissionLevel level) {
        return level.includes(PermissionLevel.BANKING) ? this::writeWhole : this::writeBasic;
    }

    private void writeBasic(WireWriter out) {
        out.reference("url", "bank_accounts", id);
        out.text("name", name);
        out.text("currency", currency);
    }

    @Override
    public void write(WireWriter out) {
        writeBasic(out);
        out.text("type", type.wireName());
        out.text("bank_name", bankName);
        out.decimal("opening_balance", openingBalance);
        out.bool("is_personal", isPersonal);
        out.bool("is_primary", isPrimary);
        out.text("status", status);
        out.decimal("current_balance", openingBalance.add(activity.moved()));
        details.write(out);
        out.text("bank_code", BANK_CODE);
        activity.write(out);
        out.instant("updated_at", updatedAt);
        out.instant("created_at", createdAt);
    }

    /** With what lists leave out. */
    private void writeWhole(WireWriter out) {
        write(out);
        out.bool("bank_feed_enabled", false);
        out.bool("bank_guess_enabled", false);
    }
}
