package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrequencyTest {

    @ParameterizedTest
    @CsvSource({
        "WEEKLY, 2026-01-30, 2026-02-06 2026-02-13 2026-02-20",
        "TWO_WEEKLY, 2026-12-24, 2027-01-07 2027-01-21 2027-02-04",
        "FOUR_WEEKLY, 2026-01-01, 2026-01-29 2026-02-26 2026-03-26",
        "MONTHLY, 2026-01-31, 2026-02-28 2026-03-31 2026-04-30",
        "MONTHLY, 2028-01-30, 2028-02-29 2028-03-30 2028-04-30",
        "TWO_MONTHLY, 2026-12-31, 2027-02-28 2027-04-30 2027-06-30",
        "QUARTERLY, 2026-11-30, 2027-02-28 2027-05-30 2027-08-30",
        "BIANNUALLY, 2026-08-31, 2027-02-28 2027-08-31 2028-02-29",
        "ANNUALLY, 2028-02-29, 2029-02-28 2030-02-28 2031-02-28",
        "TWO_YEARLY, 2028-02-29, 2030-02-28 2032-02-29 2034-02-28"
    })
    void theDaysFollowTheFirstOneAndComeBackToItAfterAShortMonth(Frequency frequency, LocalDate first, String days) {
        List<String> found = new ArrayList<>();
        LocalDate day = first;
        for (int i = 0; i < 3; i++) {
            day = frequency.next(first, day);
            found.add(day.toString());
        }
        assertThat(String.join(" ", found)).isEqualTo(days);
    }

    @ParameterizedTest
    @EnumSource
    void theNextDayIsTheFirstOfTheSeriesAfterAnyDay(Frequency frequency) {
        LocalDate first = LocalDate.of(2027, 10, 31);
        assertThat(frequency.next(first, first.minusDays(1))).isEqualTo(first);
        LocalDate next = frequency.next(first, first);
        for (LocalDate day = first; day.isBefore(first.plusYears(5)); day = day.plusDays(1)) {
            if (day.equals(next)) {
                next = frequency.next(first, next);
            }
            assertThat(frequency.next(first, day)).as("after %s", day).isEqualTo(next);
        }
    }

    @Test
    void eachIsKnownByItsWord() {
        for (Frequency frequency : Frequency.values()) {
            assertThat(Frequency.of(frequency.word())).isEqualTo(frequency);
        }
    }
}
