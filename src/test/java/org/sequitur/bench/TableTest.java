package org.sequitur.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The report's tables, in both forms. */
class TableTest {

    private final Table table = new Table(1, "name", "rate", "p99 ms");

    @Test
    void aTextIsPaddedWordsToTheLeftNumbersToTheRight() {
        table.row("combining", "1,200", "8.5");
        table.row("one", "90", "-");

        assertThat(table.text().lines())
                .containsExactly(
                        "  name        rate  p99 ms", "  combining  1,200     8.5", "  one           90       -");
    }

    @Test
    void markdownSaysHowColumnsAreAligned() {
        table.row("combining", "1,200", "8.5");

        assertThat(table.markdown()).isEqualTo("""
                | name      |  rate | p99 ms |
                |---|---:|---:|
                | combining | 1,200 |    8.5 |
                """);
    }

    @Test
    void aRowHasAsManyCellsAsThereAreColumns() {
        assertThatThrownBy(() -> table.row("combining", "1,200")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasNotMeasuredIsADash() {
        assertThat(Figures.whole(Double.NaN)).isEqualTo("-");
        assertThat(Figures.ratio(Double.POSITIVE_INFINITY)).isEqualTo("-");
        assertThat(Figures.whole(1234.6)).isEqualTo("1,235");
        assertThat(Figures.percent(0.8768)).isEqualTo("87.7 %");
    }
}
