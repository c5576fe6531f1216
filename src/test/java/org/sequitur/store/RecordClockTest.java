package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecordClockTest {

    private static final Instant NOW = Instant.parse("2026-09-01T09:15:00.123456Z");

    private final RecordClock clock = new RecordClock(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void recordsAreStampedInWholeMilliseconds() {
        assertThat(clock.now()).isEqualTo("2026-09-01T09:15:00.123Z");
    }

    @Test
    void aChangeIsAlwaysLaterThanTheOneBefore() {
        assertThat(clock.after(clock.now())).isEqualTo("2026-09-01T09:15:00.124Z");
        assertThat(clock.after(NOW.plusSeconds(60))).isAfter(NOW.plusSeconds(60).minusMillis(1));
        assertThat(clock.after(NOW.minusSeconds(60))).isEqualTo(clock.now());
    }
}
