package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the report of {@code demo --kill} takes for a good end, and what not. */
class KillReportTest {

    private static final List<String> THREE = List.of("001", "002", "003");

    @Test
    void whatWasToldAndIsStoredInWhateverOrderIsWhole() {
        assertThat(report(told("003", "001", "002"), THREE).isWhole()).isTrue();
    }

    @Test
    void anInvoiceTooManyIsNotWhole() {
        assertThat(report(told("001", "002", "003"), List.of("001", "002", "003", "004"))
                        .isWhole())
                .isFalse();
    }

    @Test
    void anInvoiceThatWasToldAndIsLostIsNotWhole() {
        assertThat(report(told("001", "002", "003"), List.of("001", "002")).isWhole())
                .isFalse();
    }

    @Test
    void anotherReferenceThanToldIsNotWhole() {
        assertThat(report(told("001", "002", "004"), THREE).isWhole()).isFalse();
    }

    @Test
    void aReferenceTwiceIsNotWhole() {
        assertThat(report(told("001", "002", "002"), List.of("001", "002", "002"))
                        .isWhole())
                .isFalse();
    }

    @Test
    void aHoleIsNotWhole() {
        assertThat(report(told("001", "002", "004"), List.of("001", "002", "004"))
                        .isWhole())
                .isFalse();
    }

    @Test
    void aClientWithoutItsInvoiceIsNamedWithTheReason() {
        KillReport report = report(
                new LoopWithKeys.Result(3, List.of("001", "002"), 0, 1, 99, Map.of("no answer", 1)),
                List.of("001", "002"));

        assertThat(report.isWhole()).isFalse();
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text));
        assertThat(text.toString()).contains("failed 1 x: no answer").contains("NOT as it should be");
    }

    private static LoopWithKeys.Result told(String... references) {
        return new LoopWithKeys.Result(3, List.of(references), 0, 1, 1, Map.of());
    }

    private static KillReport report(LoopWithKeys.Result told, List<String> stored) {
        return new KillReport(told, stored, Duration.ofSeconds(3));
    }
}
