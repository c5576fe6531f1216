package org.sequitur.pdf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.pdf.PrintedDocument.Kind;
import org.sequitur.pdf.PrintedDocument.Mark;
import org.sequitur.pdf.PrintedDocument.Settled;

/** What a document comes to, and its tax by rate, as a template sees them. */
final class TotalsView {

    private static final String MAIN = "main";
    private static final String PLAIN = "plain";

    private final PrintedDocument document;
    private final Language language;
    private final List<Map<String, Object>> totals = new ArrayList<>();

    TotalsView(PrintedDocument document, Language language) {
        this.document = document;
        this.language = language;
    }

    /** The tax as the language calls it, if it is one that has a name there. */
    static String taxName(PrintedDocument document, Language language) {
        String name = document.salesTax().name();
        return language.textOr("tax_" + name, name);
    }

    static String rate(BigDecimal rate, @Nullable String status, Language language) {
        return switch (Objects.requireNonNullElse(status, "")) {
            case "EXEMPT" -> language.text("exempt");
            case "OUT_OF_SCOPE" -> language.text("out_of_scope");
            default -> language.percent(rate);
        };
    }

    void writeTo(Map<String, Object> view) {
        addTotals();
        view.put("totals", totals);
        if (hasTax()) {
            view.put("tax_summary", Map.of("label", language.text("tax_summary", tax()), "rows", taxes()));
        }
    }

    private boolean hasTax() {
        return document.involvesSalesTax() && document.showsSalesTax();
    }

    private String tax() {
        return taxName(document, language);
    }

    private void addTotals() {
        InvoiceTotals sums = document.totals();
        BigDecimal before = LineView.sum(document);
        BigDecimal percent = document.contents().discountPercent();
        if (percent != null && percent.signum() != 0) {
            add("subtotal", language.text("subtotal"), before, PLAIN);
            add(
                    "discount",
                    language.text("discount", language.percent(percent)),
                    sums.net().subtract(before),
                    PLAIN);
        }
        if (!hasTax()) {
            boolean isNetOnly = document.involvesSalesTax();
            add(
                    "total",
                    language.text(isNetOnly ? "total_without_tax" : "total"),
                    isNetOnly ? sums.net() : sums.total(),
                    MAIN);
        } else {
            add("net", language.text("net"), sums.net(), PLAIN);
            add("tax", tax(), sums.salesTax(), PLAIN);
            String second = document.salesTax().secondName();
            if (sums.secondSalesTax().signum() != 0) {
                add("second_tax", second == null ? tax() : second, sums.secondSalesTax(), PLAIN);
            }
            add("total", language.text("total_with_tax"), sums.total(), MAIN);
        }
        Settled settled = document.settled();
        if (settled != null) {
            addSettled(settled);
        }
    }

    private void addSettled(Settled settled) {
        boolean isRefund = document.kind() == Kind.CREDIT_NOTE;
        BigDecimal cis = Objects.requireNonNullElse(settled.cisDeduction(), BigDecimal.ZERO);
        if (cis.signum() != 0) {
            add("cis_deduction", language.text("cis_deduction"), cis.negate(), PLAIN);
        }
        if (settled.paid().signum() != 0) {
            String name = isRefund ? "refunded" : "paid";
            add(name, language.text(name), settled.paid().negate(), PLAIN);
        }
        if (cis.signum() != 0 || settled.paid().signum() != 0) {
            String name = isRefund ? "refund_due" : "due";
            add(name, language.text(name), due(settled, cis), MAIN);
        }
    }

    /** The customer keeps the deduction back, and has nothing to pay once the invoice counts as paid. */
    private BigDecimal due(Settled settled, BigDecimal cis) {
        if (cis.signum() == 0) {
            return settled.due();
        }
        return document.mark() == Mark.PAID
                ? BigDecimal.ZERO
                : document.totals().total().subtract(cis).subtract(settled.paid());
    }

    private void add(String name, String label, BigDecimal amount, String importance) {
        totals.add(Map.of(
                "name",
                name,
                "label",
                label,
                "amount",
                language.money(amount, document.contents().currency()),
                "importance",
                importance));
    }

    /** By rate, in the order in which the rates first occur; the second tax below the first. */
    private List<Map<String, Object>> taxes() {
        Map<String, List<InvoiceItem>> first = new LinkedHashMap<>();
        Map<String, List<InvoiceItem>> second = new LinkedHashMap<>();
        String secondName = document.salesTax().secondName();
        for (InvoiceItem item : document.contents().items()) {
            if (item.tax().rate() == null || LineView.amount(item).signum() == 0) {
                continue;
            }
            first.computeIfAbsent(
                            tax() + " " + rate(item.tax().rate(), item.tax().status(), language),
                            n -> new ArrayList<>())
                    .add(item);
            BigDecimal secondRate = item.tax().secondRate();
            if (secondRate != null && secondRate.signum() != 0) {
                second.computeIfAbsent(secondName + " " + language.percent(secondRate), n -> new ArrayList<>())
                        .add(item);
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        first.forEach((label, items) -> rows.add(row(label, items, false)));
        second.forEach((label, items) -> rows.add(row(label, items, true)));
        return rows;
    }

    private Map<String, Object> row(String label, List<InvoiceItem> items, boolean isSecond) {
        InvoiceTotals sums =
                InvoiceTotals.of(items, document.contents().discountPercent(), document.isSecondTaxCompound(), null);
        BigDecimal base =
                isSecond && document.isSecondTaxCompound() ? sums.net().add(sums.salesTax()) : sums.net();
        return Map.of(
                "label", label,
                "net", amount(base),
                "tax", amount(isSecond ? sums.secondSalesTax() : sums.salesTax()));
    }

    private String amount(BigDecimal amount) {
        return language.amount(amount, document.contents().currency());
    }
}
