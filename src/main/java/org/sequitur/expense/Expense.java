package org.sequitur.expense;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.Category;
import org.sequitur.category.NominalCode;
import org.sequitur.company.Company;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.RecordReference;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;

/**
 * What a user paid for the company, or the miles that they drove for it.
 *
 * @param userId {@link RecordReference#NONE} before it is known
 * @param category its nominal code; empty before it is known
 * @param datedOn null before it is known
 * @param mileage null for what is no mileage claim
 * @param rebilled null for what no invoice bills
 */
record Expense(
        long id,
        long userId,
        String category,
        @Nullable LocalDate datedOn,
        String description,
        @Nullable String receiptReference,
        ExpenseAmount amount,
        ExpenseTax tax,
        @Nullable Project project,
        Rebilling rebilling,
        @Nullable Long propertyId,
        StockPurchase stock,
        Recurrence recurrence,
        @Nullable MileageClaim mileage,
        @Nullable Rebilled rebilled,
        Instant createdAt,
        Instant updatedAt) {

    static final String MILEAGE_CATEGORY = "249";
    static final String LOCKED_REASON = "It was rebilled on an invoice";

    /** What FreeAgent documents for the category of mileage. */
    private static final String MILEAGE_WORD = "Mileage";

    private static final int MOST_CHARACTERS = 20_000;
    private static final int MOST_REFERENCE_CHARACTERS = 255;

    /** What an invoice says of an expense depends on these. */
    private static final List<String> LOCKED = List.of(
            "dated_on", "currency", "gross_value", "sales_tax_value", "project", "rebill_type", "rebill_factor");

    private static final List<String> LOCKED_MILEAGE = List.of(
            "dated_on", "gross_value", "mileage", "project", "rebill_type", "rebill_factor", "rebill_mileage_rate");

    /**
     * A project that it belongs to.
     *
     * @param name null before it is looked up; so is the contact's
     */
    record Project(long id, @Nullable String name, @Nullable String contactName) {}

    /**
     * Where a customer is billed for it.
     *
     * @param itemId null once the line was taken off the invoice
     */
    record Rebilled(long invoiceId, @Nullable Long itemId) {}

    /**
     * What an expense says that has to be looked up: its category, the rate of its currency on its day, and the miles that others have used.
     *
     * @param category null when the company has none of its code
     */
    record Facts(@Nullable Category category, BigDecimal exchangeRate, BigDecimal milesBefore) {}

    static Expense unsaved(Company company, Instant now) {
        return new Expense(
                0,
                RecordReference.NONE,
                "",
                null,
                "",
                null,
                ExpenseAmount.unknown(company.currency()),
                ExpenseTax.USUAL,
                null,
                Rebilling.NONE,
                null,
                StockPurchase.NONE,
                Recurrence.NONE,
                null,
                null,
                now,
                now);
    }

    /**
     * What was sent over what stands. It is still to be {@link #settled}, unless there is a complaint. Complaints are left to the caller,
     * who may have more.
     */
    Expense changedBy(WireObject sent, Company company, Instant now) {
        Complaints complaints = sent.complaints();
        LocalDate day = sent.date("dated_on", datedOn);
        complaints.addIf(sent.isCleared("dated_on") || day == null, "dated_on can't be blank");
        LocalDate known = day == null ? MileageRates.END : day;
        boolean isOfSameDay = known.equals(datedOn);
        long user = userId(sent);
        String code = category(sent);
        boolean isMileage = code.equals(MILEAGE_CATEGORY);
        MileageClaim claim = isMileage
                ? Objects.requireNonNullElse(mileage, MileageClaim.UNKNOWN)
                        .changedBy(sent, known, !isOfSameDay || user != userId)
                : null;
        Long projectId = sent.reference("project", project == null ? null : (Long) project.id());
        return new Expense(
                id,
                user,
                code,
                day,
                sent.requiredText("description", description, MOST_CHARACTERS),
                sent.text("receipt_reference", receiptReference, MOST_REFERENCE_CHARACTERS),
                isMileage ? amount : amount.changedBy(sent, company.currency(), isOfSameDay),
                isMileage ? ExpenseTax.NONE : (mileage == null ? tax : ExpenseTax.USUAL).changedBy(sent),
                projectId == null ? null : new Project(projectId, null, null),
                rebilling.changedBy(sent, projectId != null),
                sent.reference("property", propertyId),
                stock.changedBy(sent, code),
                recurrence.changedBy(sent, known, isOfSameDay),
                claim,
                rebilled,
                createdAt,
                now);
    }

    private long userId(WireObject sent) {
        boolean isMissing = sent.has("user") ? sent.isCleared("user") : userId == RecordReference.NONE;
        sent.complaints().addIf(isMissing, "user can't be blank");
        return Objects.requireNonNullElse(sent.reference("user", userId), userId);
    }

    /** @throws WireException 400 when no category can be meant */
    private String category(WireObject sent) {
        boolean isMissing = sent.has("category") ? sent.isCleared("category") : category.isEmpty();
        sent.complaints().addIf(isMissing, "category can't be blank");
        if (isMissing) {
            return category;
        }
        return MILEAGE_WORD.equals(sent.text("category", category))
                ? MILEAGE_CATEGORY
                : NominalCode.read(sent, "category", category, category);
    }

    /** Whether settling asks for an exchange rate. */
    boolean awaitsRate() {
        return mileage == null && amount.nativeGross() == null;
    }

    /** Whether settling counts miles. */
    boolean awaitsMiles() {
        return mileage != null && mileage.atInitialRate() == null;
    }

    /** With all values that follow from what it says. */
    Expense settled(Facts facts, Company company, Complaints complaints) {
        MileageClaim claim = mileage == null ? null : mileage.counted(facts.milesBefore());
        ExpenseAmount value = claim == null
                ? amount.converted(facts.exchangeRate())
                : ExpenseAmount.ofNative(
                        company.currency(), claim.reclaimed(day()).negate());
        ExpenseTax taxes = claim == null
                ? tax.settled(value, day(), category, facts.category(), company, complaints)
                : ExpenseTax.NONE;
        return new Expense(
                id,
                userId,
                category,
                datedOn,
                description,
                receiptReference,
                value,
                taxes,
                project,
                rebilling,
                propertyId,
                stock,
                recurrence,
                claim,
                rebilled,
                createdAt,
                updatedAt);
    }

    /** The same, changed at another time: something that hangs on it was. */
    Expense touched(Instant now) {
        return new Expense(
                id,
                userId,
                category,
                datedOn,
                description,
                receiptReference,
                amount,
                tax,
                project,
                rebilling,
                propertyId,
                stock,
                recurrence,
                mileage,
                rebilled,
                createdAt,
                now);
    }

    /** Complains of what a change makes different although an invoice already says it. */
    void checkLocks(Expense changed, Complaints complaints) {
        if (rebilled == null) {
            return;
        }
        lock(Objects.equals(datedOn, changed.datedOn), "dated_on", complaints);
        lock(amount.currency().equals(changed.amount.currency()), "currency", complaints);
        lock(isSame(amount.gross(), changed.amount.gross()), "gross_value", complaints);
        lock(isSame(amount.nativeGross(), changed.amount.nativeGross()), "native_gross_value", complaints);
        lock(isSame(tax.total(), changed.tax.total()), "sales_tax_value", complaints);
        lock(Objects.equals(projectId(), changed.projectId()), "project_id", complaints);
        lock(Objects.equals(rebilling.type(), changed.rebilling.type()), "rebill_type", complaints);
        lock(isSame(rebilling.factor(), changed.rebilling.factor()), "rebill_factor", complaints);
        lock((mileage == null) == (changed.mileage == null), "category", complaints);
        if (mileage != null && changed.mileage != null) {
            lock(isSame(mileage.distance(), changed.mileage.distance()), "mileage", complaints);
            lock(isSame(mileage.rebillRate(), changed.mileage.rebillRate()), "rebill_mileage_rate", complaints);
        }
    }

    private static void lock(boolean isSame, String attribute, Complaints complaints) {
        complaints.addIf(!isSame, attribute + " is locked and cannot be changed");
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    /** The attributes that cannot be changed any more, as the wire names them; empty unless it is rebilled. */
    List<String> lockedAttributes() {
        return rebilled == null ? List.of() : mileage == null ? LOCKED : LOCKED_MILEAGE;
    }

    LocalDate day() {
        return Objects.requireNonNull(datedOn);
    }

    @Nullable
    Long projectId() {
        return project == null ? null : (Long) project.id();
    }
}
