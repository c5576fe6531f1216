package org.sequitur.invoice;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status of an invoice on a day, as a client sees it. */
enum InvoiceStatus {
    DRAFT("Draft"),
    SCHEDULED_TO_EMAIL("Scheduled To Email"),
    OPEN("Open"),
    ZERO_VALUE("Zero Value"),
    OVERDUE("Overdue"),
    PAID("Paid"),
    OVERPAID("Overpaid"),
    REFUNDED("Refunded"),
    WRITTEN_OFF("Written-off"),
    PART_WRITTEN_OFF("Part written-off");

    /** Space, en dash, space. */
    private static final String DASH = " \u2013 ";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd MMM uu", Locale.ENGLISH);

    private final String word;

    InvoiceStatus(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static InvoiceStatus of(Invoice invoice, LocalDate today) {
        int total = invoice.totals().total().signum();
        int paid = invoice.paidValue().compareTo(invoice.totals().total());
        return switch (invoice.state()) {
            case DRAFT -> DRAFT;
            case SCHEDULED -> SCHEDULED_TO_EMAIL;
            case CANCELLED -> invoice.paidValue().signum() == 0 ? WRITTEN_OFF : PART_WRITTEN_OFF;
            case SENT -> {
                if (total == 0) {
                    yield ZERO_VALUE;
                }
                if (paid == 0) {
                    yield total > 0 ? PAID : REFUNDED;
                }
                if (total > 0 && paid > 0) {
                    yield OVERPAID;
                }
                yield invoice.dueOn().isBefore(today) ? OVERDUE : OPEN;
            }
        };
    }

    /** The status in a sentence, for example {@code Open – due in 4 days} or {@code Paid on – 21 Mar 20}. */
    String inWords(LocalDate dueOn, @Nullable LocalDate paidOn, LocalDate today) {
        return switch (this) {
            case OPEN ->
                word + DASH + (dueOn.equals(today) ? "due today" : "due in " + DayDistance.inWords(today, dueOn));
            case OVERDUE -> word + DASH + "due " + DayDistance.inWords(dueOn, today) + " ago";
            case PAID, REFUNDED -> paidOn == null ? word : word + " on" + DASH + DAY.format(paidOn);
            default -> word;
        };
    }
}
