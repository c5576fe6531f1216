package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which reminder is due on which day. */
class ReminderDaysTest {

    private static final LocalDate DUE = LocalDate.of(2026, 2, 4);

    private final ReminderDays days = new ReminderDays(List.of(7, 14, 28));

    @Test
    void theNewestOneIsDueForAWeekAndNoOtherIsMadeUpFor() {
        assertThat(due(0)).isNull();
        assertThat(due(6)).isNull();
        assertThat(due(7)).isEqualTo(7);
        assertThat(due(13)).isEqualTo(7);
        assertThat(due(14)).isEqualTo(14);
        assertThat(due(21)).isEqualTo(14);
        assertThat(due(22)).isNull();
        assertThat(due(28)).isEqualTo(28);
        assertThat(due(36)).isNull();
        assertThat(due(4_000)).isNull();
    }

    @Test
    void afterTheLastOneNoneIsLookedFor() {
        assertThat(days.next(DUE, DUE.minusDays(90))).isEqualTo(DUE.plusDays(7));
        assertThat(days.next(DUE, DUE.plusDays(7))).isEqualTo(DUE.plusDays(14));
        assertThat(days.next(DUE, DUE.plusDays(28))).isEqualTo(ReminderDays.NEVER);
    }

    private @Nullable Integer due(int overdue) {
        return days.due(DUE, DUE.plusDays(overdue));
    }
}
