package org.sequitur.expense;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.Category;
import org.sequitur.company.Company;
import org.sequitur.company.SalesTax;
import org.sequitur.invoice.SalesTaxRules;
import org.sequitur.money.Rounding;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * The sales tax within an expense. Values have the sign of the gross value.
 *
 * @param isAuto whether rate and status are those of the category
 * @param status null as long as the category has to decide
 * @param rate a percentage; null beside a manual amount
 * @param manual what was stated instead of a rate, in the company's currency and positive
 * @param secondRate null for a company without a second tax; so are its status and value
 */
public record ExpenseTax(
        boolean isAuto,
        @Nullable String status,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal manual,
        BigDecimal value,
        BigDecimal nativeValue,
        @Nullable String secondStatus,
        @Nullable BigDecimal secondRate,
        @Nullable BigDecimal secondValue,
        @Nullable String ecStatus) {

    public static final ExpenseTax USUAL =
            new ExpenseTax(true, null, null, null, BigDecimal.ZERO, BigDecimal.ZERO, null, null, null, null);

    /** Of a mileage claim: the tax on fuel is not reckoned. */
    public static final ExpenseTax NONE = new ExpenseTax(
            true,
            SalesTaxRules.OUT_OF_SCOPE,
            BigDecimal.ZERO,
            null,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            null,
            null,
            null,
            null);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** That of purchases: what is sold to consumers in the EC is none. */
    private static final Set<String> EC_STATUSES = Set.of(
            SalesTaxRules.DOMESTIC, SalesTaxRules.EC_GOODS, SalesTaxRules.EC_SERVICES, SalesTaxRules.REVERSE_CHARGE);

    /** What is asked for; a manual amount stays until a status takes it away, as on FreeAgent's wire. */
    public ExpenseTax changedBy(WireObject sent) {
        boolean isRateSent = sent.has("sales_tax_rate");
        boolean isAutoSent = isRateSent
                && (sent.isCleared("sales_tax_rate") || "auto".equalsIgnoreCase(sent.text("sales_tax_rate", null)));
        BigDecimal newRate = isRateSent && !isAutoSent ? percentage(sent, "sales_tax_rate", rate) : rate;
        BigDecimal amount = sent.decimal("manual_sales_tax_amount", manual);
        BigDecimal newManual = amount == null ? manual : Rounding.toPence(amount);
        boolean isManualSent = sent.has("manual_sales_tax_amount") && amount != null;
        sent.complaints()
                .addIf(
                        newManual != null && newManual.signum() < 0,
                        "manual_sales_tax_amount must be greater than or equal to 0");
        String sentStatus =
                sent.has("sales_tax_status") ? sent.oneOf("sales_tax_status", null, SalesTaxRules.STATUSES) : null;
        String newStatus = sentStatus != null
                ? sentStatus
                : isManualSent || (isRateSent && !isAutoSent)
                        ? SalesTaxRules.TAXABLE
                        : isAutoSent || isAuto ? null : status;
        boolean isTaxed = newStatus == null || newStatus.equals(SalesTaxRules.TAXABLE);
        boolean wasTaxed = status == null || status.equals(SalesTaxRules.TAXABLE);
        return new ExpenseTax(
                isRateSent ? isAutoSent : isTaxed && (isAuto || !wasTaxed),
                newStatus,
                newRate,
                isTaxed ? newManual : null,
                value,
                nativeValue,
                sent.oneOf("second_sales_tax_status", secondStatus, SalesTaxRules.STATUSES),
                percentage(sent, "second_sales_tax_rate", secondRate),
                secondValue,
                ecStatus(sent));
    }

    private static @Nullable BigDecimal percentage(WireObject sent, String name, @Nullable BigDecimal standing) {
        BigDecimal rate = sent.decimal(name, standing);
        boolean isNone = rate != null && (rate.signum() < 0 || rate.compareTo(HUNDRED) > 0);
        sent.complaints().addIf(isNone, name + " must be between 0 and 100");
        return rate;
    }

    private @Nullable String ecStatus(WireObject sent) {
        String asked = sent.text("ec_status", ecStatus);
        String word = asked == null ? null : SalesTaxRules.EC_STATUS_NUMBERS.getOrDefault(asked, asked);
        sent.complaints().addIf(word != null && !EC_STATUSES.contains(word), "ec_status is not included in the list");
        return word;
    }

    /**
     * With the values that follow from the amount.
     *
     * @param category null when the company has none of the code
     */
    public ExpenseTax settled(
            ExpenseAmount amount,
            LocalDate day,
            String code,
            @Nullable Category category,
            Company company,
            Complaints complaints) {
        if (ecStatus != null) {
            SalesTaxRules.checkDay(ecStatus, day, company.type(), company.isInNorthernIreland(), complaints);
        }
        boolean isForeign = !amount.currency().equals(company.currency());
        SalesTax tax = company.salesTax().on(day);
        UsualTax usual = UsualTax.of(code, category, tax);
        String newStatus = status == null ? usual.status() : status;
        boolean isTaxed = newStatus.equals(SalesTaxRules.TAXABLE);
        boolean hasSecond = tax.secondName() != null;
        String otherStatus = secondStatus == null ? SalesTaxRules.TAXABLE : secondStatus;
        BigDecimal otherRate = isForeign || !otherStatus.equals(SalesTaxRules.TAXABLE)
                ? BigDecimal.ZERO
                : Objects.requireNonNullElse(secondRate, BigDecimal.ZERO);
        BigDecimal newRate = isForeign || !isTaxed ? BigDecimal.ZERO : isAuto ? autoRate(usual) : given(rate);
        Parts parts = Parts.of(
                amount.value(),
                manual == null ? newRate : BigDecimal.ZERO,
                hasSecond ? otherRate : BigDecimal.ZERO,
                tax.secondIsCompound());
        BigDecimal first = parts.first;
        BigDecimal firstNative = isForeign ? BigDecimal.ZERO : parts.first;
        if (manual != null) {
            complaints.addIf(
                    manual.compareTo(amount.nativeValue().abs()) > 0,
                    "manual_sales_tax_amount must be less than or equal to the gross value");
            firstNative = amount.value().signum() < 0 ? manual.negate() : manual;
            first = isForeign ? amount.inOwnCurrency(firstNative) : firstNative;
        }
        return new ExpenseTax(
                isAuto,
                newStatus,
                manual == null ? newRate : null,
                manual,
                first,
                firstNative,
                hasSecond ? otherStatus : null,
                hasSecond ? otherRate : null,
                hasSecond ? parts.second : null,
                ecStatus);
    }

    /** What was bought abroad bears no tax within its price. */
    private BigDecimal autoRate(UsualTax usual) {
        return ecStatus == null || ecStatus.equals(SalesTaxRules.DOMESTIC) ? usual.rate() : BigDecimal.ZERO;
    }

    private static BigDecimal given(@Nullable BigDecimal rate) {
        return Objects.requireNonNullElse(rate, BigDecimal.ZERO);
    }

    /** All tax within it. */
    BigDecimal total() {
        return secondValue == null ? value : value.add(secondValue);
    }

    /** The taxes within a gross amount. */
    private record Parts(BigDecimal first, BigDecimal second) {

        static Parts of(BigDecimal gross, BigDecimal firstRate, BigDecimal secondRate, boolean isCompound) {
            BigDecimal one = firstRate.divide(HUNDRED, MathContext.DECIMAL128);
            BigDecimal other = secondRate.divide(HUNDRED, MathContext.DECIMAL128);
            BigDecimal onTop = isCompound ? other.add(other.multiply(one)) : other;
            BigDecimal net = gross.divide(BigDecimal.ONE.add(one).add(onTop), MathContext.DECIMAL128);
            return new Parts(Rounding.toPence(net.multiply(one)), Rounding.toPence(net.multiply(onTop)));
        }
    }
}
