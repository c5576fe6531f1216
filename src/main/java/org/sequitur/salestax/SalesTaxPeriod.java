package org.sequitur.salestax;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.SalesTax.Registration;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * What a company says of its sales tax from a day on, until its next period begins.
 *
 * @param effectiveDate null before it was said
 * @param rates up to three, a rate that is not there is null; the first is the standard one
 * @param secondTax null where there is none
 * @param issuedUntil the date of the newest document that was issued in a strict series; null without any. What was issued stays as it
 *     was, and so does what held on its day
 */
record SalesTaxPeriod(
        long id,
        @Nullable LocalDate effectiveDate,
        String name,
        String registration,
        @Nullable String registrationNumber,
        List<@Nullable BigDecimal> rates,
        boolean isValueAdded,
        @Nullable SecondTax secondTax,
        @Nullable LocalDate issuedUntil,
        Instant createdAt,
        Instant updatedAt)
        implements Body {

    /** How many a company can have. */
    static final int MOST_OF_A_COMPANY = 200;

    /** A tax beside the first one, or on top of it. */
    record SecondTax(String name, List<@Nullable BigDecimal> rates, boolean isCompound) {}

    private static final int MOST_CHARACTERS = 255;
    private static final int RATES = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String RATE = "sales_tax_rate_";
    private static final String SECOND_RATE = "second_sales_tax_rate_";
    private static final String SECOND_NAME = "second_sales_tax_name";
    private static final String SECOND_IS_COMPOUND = "second_sales_tax_is_compound";
    private static final String VALUE_ADDED = "sales_tax_is_value_added";
    private static final Set<String> REGISTRATIONS =
            Set.of(Registration.NOT_REGISTERED.wireName(), Registration.REGISTERED.wireName());

    static SalesTaxPeriod unsaved(@Nullable LocalDate issuedUntil, Instant now) {
        return new SalesTaxPeriod(0, null, "", "", null, noRates(), false, null, issuedUntil, now, now);
    }

    private static List<@Nullable BigDecimal> noRates() {
        List<@Nullable BigDecimal> rates = new ArrayList<>(RATES);
        for (int i = 0; i < RATES; i++) {
            rates.add(null);
        }
        return rates;
    }

    static SalesTaxPeriod of(ResultSet row) throws SQLException {
        String secondName = row.getString(SECOND_NAME);
        return new SalesTaxPeriod(
                row.getLong("id"),
                Columns.date(row, "effective_date"),
                row.getString("sales_tax_name"),
                row.getString("sales_tax_registration_status"),
                row.getString("sales_tax_registration_number"),
                rates(row, RATE),
                row.getBoolean(VALUE_ADDED),
                secondName == null
                        ? null
                        : new SecondTax(secondName, rates(row, SECOND_RATE), row.getBoolean(SECOND_IS_COMPOUND)),
                Columns.date(row, "issued_until"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static List<@Nullable BigDecimal> rates(ResultSet row, String prefix) throws SQLException {
        List<@Nullable BigDecimal> rates = new ArrayList<>(RATES);
        for (int i = 1; i <= RATES; i++) {
            rates.add(row.getBigDecimal(prefix + i));
        }
        return rates;
    }

    /**
     * The period as a client has changed it.
     *
     * @param mayHaveSecondTax whether the company is a Universal one
     * @throws WireException 422 when something is wrong with it, or it is locked
     */
    SalesTaxPeriod changedBy(WireObject sent, boolean mayHaveSecondTax, Instant now) {
        checkUnlocked();
        Complaints complaints = sent.complaints();
        LocalDate from = sent.date("effective_date", effectiveDate);
        complaints.addIf(from == null && !sent.says("effective_date"), "effective_date can't be blank");
        complaints.addIf(isLocked(from), "effective_date is in a locked period");
        boolean isUnsaid = id == 0 && !sent.has(VALUE_ADDED);
        complaints.addIf(isUnsaid || sent.isCleared(VALUE_ADDED), VALUE_ADDED + " can't be blank");
        List<@Nullable BigDecimal> changedRates = rates(sent, RATE, rates);
        complaints.addIf(changedRates.getFirst() == null && !sent.says(RATE + 1), RATE + "1 can't be blank");
        SalesTaxPeriod changed = new SalesTaxPeriod(
                id,
                from,
                sent.requiredText("sales_tax_name", name, MOST_CHARACTERS),
                sent.requiredOneOf("sales_tax_registration_status", registration, REGISTRATIONS),
                sent.text("sales_tax_registration_number", registrationNumber, MOST_CHARACTERS),
                changedRates,
                sent.bool(VALUE_ADDED, isValueAdded),
                secondTax(sent, mayHaveSecondTax),
                issuedUntil,
                createdAt,
                now);
        complaints.throwIfAny();
        return changed;
    }

    private @Nullable SecondTax secondTax(WireObject sent, boolean mayBe) {
        Complaints complaints = sent.complaints();
        SecondTax standing = secondTax == null ? new SecondTax("", noRates(), false) : secondTax;
        String changedName = sent.text(SECOND_NAME, secondTax == null ? null : secondTax.name(), MOST_CHARACTERS);
        List<@Nullable BigDecimal> changedRates = rates(sent, SECOND_RATE, standing.rates());
        boolean isCompound = sent.bool(SECOND_IS_COMPOUND, standing.isCompound());
        if (changedName == null) {
            boolean hasRate = List.of(1, 2, 3).stream()
                    .map(number -> SECOND_RATE + number)
                    .anyMatch(sent::says);
            complaints.addIf(hasRate, SECOND_NAME + " can't be blank");
            return null;
        }
        complaints.addIf(!mayBe, SECOND_NAME + " is for Universal companies");
        return new SecondTax(changedName, changedRates, isCompound);
    }

    private static List<@Nullable BigDecimal> rates(
            WireObject sent, String prefix, List<@Nullable BigDecimal> standing) {
        List<@Nullable BigDecimal> rates = new ArrayList<>(RATES);
        for (int i = 1; i <= RATES; i++) {
            BigDecimal rate = sent.decimal(prefix + i, standing.get(i - 1));
            sent.complaints()
                    .addIf(
                            rate != null && (rate.signum() < 0 || rate.compareTo(HUNDRED) > 0),
                            prefix + i + " must be between 0 and 100");
            rates.add(rate);
        }
        return rates;
    }

    /** @throws WireException 422 when a document was issued while it held, or later */
    void checkUnlocked() {
        if (isLocked(effectiveDate)) {
            throw WireException.invalid("sales_tax_period is locked and cannot be changed");
        }
    }

    private boolean isLocked(@Nullable LocalDate from) {
        return from != null && issuedUntil != null && !from.isAfter(issuedUntil);
    }

    @Nullable
    BigDecimal secondRate(int number) {
        return secondTax == null ? null : secondTax.rates().get(number - 1);
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "sales_tax_periods", id);
        out.text("sales_tax_name", name);
        out.text("sales_tax_registration_status", registration);
        for (int i = 1; i <= RATES; i++) {
            out.decimal(RATE + i, rates.get(i - 1));
        }
        out.bool(VALUE_ADDED, isValueAdded);
        out.text("sales_tax_registration_number", registrationNumber);
        out.date("effective_date", effectiveDate);
        boolean isLocked = isLocked(effectiveDate);
        out.bool("is_locked", isLocked);
        out.text("locked_reason", isLocked ? "Documents dated until " + issuedUntil + " have been issued" : null);
        if (secondTax != null) {
            out.text(SECOND_NAME, secondTax.name());
            for (int i = 1; i <= RATES; i++) {
                out.decimal(SECOND_RATE + i, secondRate(i));
            }
            out.bool(SECOND_IS_COMPOUND, secondTax.isCompound());
        }
    }
}
