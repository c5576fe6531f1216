package org.sequitur.invoice;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.money.Rounding;

/**
 * What an invoice comes to, in its currency. A line's net is price times quantity, less the discount, rounded; tax is computed
 * for each line from its rounded net and rounded again.
 *
 * @param cisDeduction null without a CIS rate
 */
public record InvoiceTotals(
        BigDecimal net,
        BigDecimal salesTax,
        BigDecimal secondSalesTax,
        BigDecimal total,
        @Nullable BigDecimal cisDeduction) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public static InvoiceTotals of(
            List<InvoiceItem> items,
            @Nullable BigDecimal discountPercent,
            boolean secondTaxIsCompound,
            @Nullable CisBand cisBand) {
        BigDecimal kept = HUNDRED.subtract(discountPercent == null ? BigDecimal.ZERO : discountPercent);
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal salesTax = BigDecimal.ZERO;
        BigDecimal secondSalesTax = BigDecimal.ZERO;
        BigDecimal labour = BigDecimal.ZERO;
        for (InvoiceItem item : items) {
            BigDecimal line = percentOf(item.unitPrice().multiply(item.quantity()), kept);
            BigDecimal tax = percentOf(line, item.tax().rate());
            BigDecimal base = secondTaxIsCompound ? line.add(tax) : line;
            net = net.add(line);
            salesTax = salesTax.add(tax);
            secondSalesTax = secondSalesTax.add(percentOf(base, item.tax().secondRate()));
            labour = item.suffersCisDeduction() ? labour.add(line) : labour;
        }
        BigDecimal deduction = cisBand == null ? null : Rounding.toPence(labour.multiply(cisBand.rate()));
        return new InvoiceTotals(
                net, salesTax, secondSalesTax, net.add(salesTax).add(secondSalesTax), deduction);
    }

    /** The sales tax of one line. */
    public static BigDecimal salesTaxOf(InvoiceItem item, @Nullable BigDecimal discountPercent) {
        return of(List.of(item), discountPercent, false, null).salesTax();
    }

    /** The second sales tax of one line. */
    public static BigDecimal secondSalesTaxOf(
            InvoiceItem item, @Nullable BigDecimal discountPercent, boolean isCompound) {
        return of(List.of(item), discountPercent, isCompound, null).secondSalesTax();
    }

    /** Whether the amounts are the same, however many zeros they are written with. */
    boolean isEqualTo(InvoiceTotals other) {
        return isSame(net, other.net)
                && isSame(salesTax, other.salesTax)
                && isSame(secondSalesTax, other.secondSalesTax)
                && isSame(total, other.total)
                && isSame(cisDeduction, other.cisDeduction);
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }

    /** What takes these back. */
    InvoiceTotals negated() {
        return new InvoiceTotals(
                net.negate(),
                salesTax.negate(),
                secondSalesTax.negate(),
                total.negate(),
                cisDeduction == null ? null : cisDeduction.negate());
    }

    private static BigDecimal percentOf(BigDecimal amount, @Nullable BigDecimal percent) {
        return percent == null
                ? BigDecimal.ZERO
                : Rounding.toPence(amount.multiply(percent).movePointLeft(2));
    }
}
