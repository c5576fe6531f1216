package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026-01-02, 1 day",
        "2026-01-01, 2026-01-05, 4 days",
        "2026-01-01, 2026-01-30, 29 days",
        "2026-01-01, 2026-01-31, about 1 month",
        "2026-01-01, 2026-02-14, about 1 month",
        "2026-01-01, 2026-02-15, about 2 months",
        "2026-01-01, 2026-03-01, about 2 months",
        "2026-01-01, 2026-03-02, 2 months",
        "2026-01-01, 2026-04-11, 3 months",
        "2026-01-01, 2026-12-31, 12 months",
        "2025-01-01, 2026-01-01, about 1 year",
        "2025-01-01, 2026-04-02, about 1 year",
        "2025-01-01, 2026-04-03, over 1 year",
        "2025-01-01, 2026-10-01, over 1 year",
        "2025-01-01, 2026-10-02, almost 2 years",
        "2023-01-01, 2026-01-01, about 3 years"
    })
    void theDistanceIsToldInTheCommonWords(LocalDate from, LocalDate to, String words) {
        assertThat(DayDistance.inWords(from, to)).isEqualTo(words);
    }
}
