package org.sequitur.timeslip;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.store.Columns;

/**
 * Time that is to be billed, and what it costs.
 *
 * @param comment what was done; null for nothing said
 * @param rate for one {@code period}
 * @param period a word of the wire for an hour or a day
 */
record BilledTime(
        long timeslipId,
        LocalDate day,
        BigDecimal hours,
        @Nullable String comment,
        long taskId,
        String task,
        BigDecimal rate,
        String period,
        BigDecimal hoursPerDay) {

    private static final String DAY = "day";
    private static final int PLACES = 6;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd MMM uu", Locale.ENGLISH);

    /** How time is put together to lines, by the words of FreeAgent. */
    enum Grouping {
        ALL("billed_grouped_by_single_timeslip"),
        EACH("billed_grouped_by_timeslip"),
        BY_TASK("billed_grouped_by_timeslip_task"),
        BY_DATE("billed_grouped_by_timeslip_date");

        private final String word;

        Grouping(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** The lines, in the order of the days. */
        List<InvoiceItem> lines(List<BilledTime> times) {
            Map<Object, List<BilledTime>> groups = times.stream()
                    .sorted(Comparator.comparing(BilledTime::day).thenComparingLong(BilledTime::timeslipId))
                    .collect(Collectors.groupingBy(this::key, LinkedHashMap::new, Collectors.toList()));
            return groups.values().stream()
                    .map(group -> line(group, description(group)))
                    .toList();
        }

        /** The same for all that is put together. */
        private Object key(BilledTime time) {
            return switch (this) {
                case ALL -> word;
                case EACH -> time.timeslipId;
                case BY_TASK -> time.taskId;
                case BY_DATE -> time.day;
            };
        }

        private String description(List<BilledTime> group) {
            BilledTime first = group.getFirst();
            String firstDay = DATE.format(first.day);
            String lastDay = DATE.format(group.getLast().day);
            return switch (this) {
                case ALL -> firstDay.equals(lastDay) ? firstDay : firstDay + " \u2013 " + lastDay;
                case EACH -> first.comment == null ? first.task : first.task + ": " + first.comment;
                case BY_TASK -> first.task;
                case BY_DATE -> firstDay;
            };
        }
    }

    static BilledTime of(ResultSet row) throws SQLException {
        return new BilledTime(
                row.getLong("id"),
                Objects.requireNonNull(Columns.date(row, "dated_on")),
                row.getBigDecimal("hours"),
                row.getString("comment"),
                row.getLong("task_id"),
                row.getString("task"),
                row.getBigDecimal("billing_rate"),
                row.getString("billing_period"),
                row.getBigDecimal("hours_per_day"));
    }

    /** Hours or days at their price, if that is the same for all; else one of what they cost together. */
    private static InvoiceItem line(List<BilledTime> group, String description) {
        BilledTime first = group.getFirst();
        if (group.stream().allMatch(first::costsTheSame)) {
            BigDecimal quantity = group.stream().map(BilledTime::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            return InvoiceItem.billed(DAY.equals(first.period) ? "Days" : "Hours", quantity, description, first.rate);
        }
        BigDecimal cost = group.stream()
                .map(time -> time.quantity().multiply(time.rate))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return InvoiceItem.billed(null, BigDecimal.ONE, description, cost.setScale(2, RoundingMode.HALF_UP));
    }

    private boolean costsTheSame(BilledTime other) {
        return period.equals(other.period) && rate.compareTo(other.rate) == 0;
    }

    private BigDecimal quantity() {
        return DAY.equals(period) ? hours.divide(hoursPerDay, PLACES, RoundingMode.HALF_UP) : hours;
    }
}
