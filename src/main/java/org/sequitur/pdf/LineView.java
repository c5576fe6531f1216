package org.sequitur.pdf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.money.Rounding;

/** The lines of a document as a template sees them. Their amounts are before discount and tax. */
final class LineView {

    private static final String COMMENT = "Comment";

    private final PrintedDocument document;
    private final Language language;
    private final List<Map<String, Object>> lines;
    /** By index: what all lines before come to. */
    private final List<BigDecimal> sums = new ArrayList<>();

    LineView(PrintedDocument document, Language language) {
        this.document = document;
        this.language = language;
        List<Map<String, Object>> views = new ArrayList<>();
        int number = 0;
        BigDecimal sum = BigDecimal.ZERO;
        sums.add(sum);
        for (InvoiceItem item : document.contents().items()) {
            views.add(line(item, views.size(), isComment(item) ? number : ++number));
            sum = sum.add(amount(item));
            sums.add(sum);
        }
        this.lines = List.copyOf(views);
    }

    static BigDecimal amount(InvoiceItem item) {
        return Rounding.toPence(item.unitPrice().multiply(item.quantity()));
    }

    /** What all lines come to, before any discount. */
    static BigDecimal sum(PrintedDocument document) {
        return document.contents().items().stream().map(LineView::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<Map<String, Object>> lines(int from, int to) {
        return lines.subList(from, to);
    }

    Map<String, Object> group(LineGroup group) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("lines", lines(group.from(), group.to()));
        view.put("begins_anew", group.isBegunAnew());
        if (group.isBroughtForward()) {
            view.put("brought_forward", amount(sums.get(group.from())));
        }
        if (group.isCarriedForward()) {
            view.put("carried_forward", amount(sums.get(group.to())));
        }
        return view;
    }

    /** Which columns there are, and how many stand before the last one. */
    Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        boolean hasTax = document.involvesSalesTax() && document.showsSalesTax();
        boolean hasSecondTax = hasTax && secondTaxName() != null && hasSecondRates();
        int before = 4;
        if (hasTax) {
            columns.put("tax", TotalsView.taxName(document, language));
            before++;
        }
        if (hasSecondTax) {
            columns.put("second_tax", String.valueOf(secondTaxName()));
            before++;
        }
        columns.put("before_amount", Integer.toString(before));
        columns.put("after_position", Integer.toString(before));
        return columns;
    }

    private @Nullable String secondTaxName() {
        return document.salesTax().secondName();
    }

    private boolean hasSecondRates() {
        return document.contents().items().stream()
                .anyMatch(item -> item.tax().secondRate() != null
                        && item.tax().secondRate().signum() != 0);
    }

    private static boolean isComment(InvoiceItem item) {
        return COMMENT.equals(item.itemType()) && amount(item).signum() == 0;
    }

    /** @param number of those that are no comments: readers miss none */
    private Map<String, Object> line(InvoiceItem item, int index, int number) {
        Map<String, Object> view = new LinkedHashMap<>();
        BigDecimal amount = amount(item);
        view.put("index", Integer.toString(index));
        view.put("position", Integer.toString(number));
        view.put("description", item.description());
        if (isComment(item)) {
            view.put("is_comment", true);
            return view;
        }
        view.put("quantity", language.number(item.quantity()));
        String unit = item.itemType();
        if (unit != null) {
            view.put("unit", language.unit(unit.toLowerCase(Locale.ROOT), item.quantity()));
        }
        view.put("price", language.price(item.unitPrice(), currency()));
        view.put("amount", amount(amount));
        String rate = rate(item.tax().rate(), item.tax().status());
        if (rate != null) {
            view.put("tax_rate", rate);
        }
        String secondRate = rate(item.tax().secondRate(), item.tax().secondStatus());
        if (secondRate != null) {
            view.put("second_tax_rate", secondRate);
        }
        return view;
    }

    private @Nullable String rate(@Nullable BigDecimal rate, @Nullable String status) {
        return rate == null ? null : TotalsView.rate(rate, status, language);
    }

    private String amount(BigDecimal amount) {
        return language.amount(amount, currency());
    }

    private String currency() {
        return document.contents().currency();
    }
}
