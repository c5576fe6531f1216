package org.sequitur.estimate;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.invoice.ItemTax;

/**
 * What an estimate comes to on an invoice that bills it together with other work.
 *
 * @param type a word of the wire, such as Quote
 */
record BilledEstimate(
        long id, String type, String reference, @Nullable BigDecimal discountPercent, List<InvoiceItem> lines) {

    /** How estimates are put together to lines, by the words of FreeAgent. */
    enum Grouping {
        ALL("billed_grouped_by_single_estimate"),
        EACH("billed_grouped_by_estimate");

        private final String word;

        Grouping(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /**
         * One line for all or for each; several where the lines of the estimates are taxed or booked differently, so that tax and
         * categories are what was offered.
         */
        List<InvoiceItem> lines(List<BilledEstimate> estimates) {
            if (estimates.isEmpty()) {
                return List.of();
            }
            return this == ALL
                    ? together(estimates)
                    : estimates.stream()
                            .flatMap(estimate -> together(List.of(estimate)).stream())
                            .toList();
        }

        private static List<InvoiceItem> together(List<BilledEstimate> estimates) {
            Map<Kind, BigDecimal> amounts = new LinkedHashMap<>();
            for (BilledEstimate estimate : estimates) {
                for (InvoiceItem line : estimate.lines) {
                    amounts.merge(Kind.of(line), estimate.net(line), BigDecimal::add);
                }
            }
            boolean isForNothing = amounts.values().stream().allMatch(amount -> amount.signum() == 0);
            String description = estimates.stream()
                    .map(estimate -> estimate.type + " " + estimate.reference)
                    .collect(Collectors.joining(", "));
            if (isForNothing) {
                return List.of(InvoiceItem.billed(null, BigDecimal.ONE, description, BigDecimal.ZERO));
            }
            return amounts.entrySet().stream()
                    .filter(amount -> amount.getValue().signum() != 0)
                    .map(amount -> amount.getKey().line(description, amount.getValue()))
                    .toList();
        }
    }

    /** How a line is taxed and booked. */
    private record Kind(ItemTax tax, String category) {

        static Kind of(InvoiceItem line) {
            ItemTax tax = line.tax();
            return new Kind(
                    new ItemTax(bare(tax.rate()), tax.status(), bare(tax.secondRate()), tax.secondStatus()),
                    line.category());
        }

        private static @Nullable BigDecimal bare(@Nullable BigDecimal rate) {
            return rate == null ? null : rate.stripTrailingZeros();
        }

        InvoiceItem line(String description, BigDecimal amount) {
            return new InvoiceItem(0, 0, null, BigDecimal.ONE, description, amount, tax, false, category, null);
        }
    }

    private BigDecimal net(InvoiceItem line) {
        return InvoiceTotals.of(List.of(line), discountPercent, false, null).net();
    }
}
