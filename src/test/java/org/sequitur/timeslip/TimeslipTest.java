package org.sequitur.timeslip;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeslipTest {

    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT0S, 1.5", "PT59.999S, 1.5", "PT30M, 2", "PT20M, 1.833333", "PT1H1M59S, 2.516667", "-PT1M, 1.5"})
    void aTimerAddsTheWholeMinutesThatItRan(Duration run, BigDecimal hours) {
        Timeslip stopped = slip("1.5").started(NOON).stopped(NOON.plus(run));
        assertThat(stopped.hours()).isEqualByComparingTo(hours);
        assertThat(stopped.timerStartedAt()).isNull();
        assertThat(stopped.stopped(NOON.plusSeconds(86_400))).isEqualTo(stopped);
    }

    @Test
    void aTimerCountsFromWhereItWouldHaveStartedForTheHoursBefore() {
        assertThat(slip("1.5").started(NOON).startFrom()).isEqualTo(Instant.parse("2026-09-01T10:30:00Z"));
        assertThat(slip("1.5").startFrom()).isNull();
        Timeslip running = slip("0").started(NOON);
        assertThat(running.started(NOON.plusSeconds(60))).isEqualTo(running);
    }

    private static Timeslip slip(String hours) {
        return new Timeslip(1, 2, 3, 4, LocalDate.of(2026, 9, 1), new BigDecimal(hours), null, null, null, NOON, NOON);
    }
}
