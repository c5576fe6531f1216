package org.sequitur.correspondence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Complaints;

/**
 * After how many days overdue an invoice is reminded of.
 *
 * @param days rising, 1 to 10 of them
 */
record ReminderDays(List<Integer> days) {

    static final ReminderDays STANDARD = new ReminderDays(List.of(7, 14, 28));

    /** When no further reminder is to come. */
    static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    static final int MOST = 10;
    static final int MOST_DAYS = 365;

    /**
     * A reminder that is later than this was missed, and is left out: nobody is to be reminded of what was overdue long before reminders
     * were switched on, or while no server ran.
     */
    static final int MOST_DAYS_LATE = 7;

    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,3}( *, *[0-9]{1,3}){0,99}");

    static ReminderDays read(String text, Complaints complaints) {
        TreeSet<Integer> days = new TreeSet<>();
        if (NUMBERS.matcher(text).matches()) {
            for (String number : text.split(" *, *", -1)) {
                days.add(Integer.valueOf(number));
            }
        }
        if (days.isEmpty() || days.first() < 1 || days.last() > MOST_DAYS || days.size() > MOST) {
            complaints.add(
                    "reminder_days must be 1 to " + MOST + " numbers from 1 to " + MOST_DAYS + ", separated by commas");
            return STANDARD;
        }
        return new ReminderDays(new ArrayList<>(days));
    }

    String text() {
        return days.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The newest reminder that is due today; null when there is none, or when it was missed. */
    @Nullable
    Integer due(LocalDate dueOn, LocalDate today) {
        long overdue = ChronoUnit.DAYS.between(dueOn, today);
        Integer newest = null;
        for (int day : days) {
            if (day <= overdue && overdue - day <= MOST_DAYS_LATE) {
                newest = day;
            }
        }
        return newest;
    }

    /** The day of the reminder after today; {@link #NEVER} when there is none. */
    LocalDate next(LocalDate dueOn, LocalDate today) {
        for (int day : days) {
            if (dueOn.plusDays(day).isAfter(today)) {
                return dueOn.plusDays(day);
            }
        }
        return NEVER;
    }
}
