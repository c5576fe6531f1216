package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.wire.Complaints;

/** The rules of a series, without a server. */
class ReferenceSeriesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final LocalDate NEW_YEARS_EVE = LocalDate.of(2026, 12, 31);
    private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

    @Test
    void numbersFollowEachOtherAndGrowBeyondTheirPadding() {
        ReferenceSeries series = series("INV-", 2, false, 99);
        assertThat(series.next(NEW_YEARS_EVE).text()).isEqualTo("INV-99");
        assertThat(after(series, NEW_YEARS_EVE).next(NEW_YEAR).text()).isEqualTo("INV-100");
    }

    @Test
    void theYearIsThatOfTheDocumentAndOnlyAResetBeginsAgain() {
        assertThat(after(series("{year}/", 3, false, 1), NEW_YEARS_EVE)
                        .next(NEW_YEAR)
                        .text())
                .isEqualTo("2027/002");
        assertThat(after(series("{year}/", 3, true, 1), NEW_YEARS_EVE)
                        .next(NEW_YEAR)
                        .text())
                .isEqualTo("2027/001");
        assertThat(after(after(series("{year}/", 3, true, 1), NEW_YEARS_EVE), NEW_YEAR)
                        .next(NEW_YEAR)
                        .text())
                .isEqualTo("2027/002");
    }

    @Test
    void aSeriesThatGoesOnDoesSoInItsFirstYear() {
        ReferenceSeries series = series("{year}/", 1, true, 121);
        assertThat(series.next(NEW_YEARS_EVE).text()).isEqualTo("2026/121");
        assertThat(series.next(NEW_YEAR).text()).isEqualTo("2027/1");
        assertThat(complaints(series, LocalDate.of(2025, 12, 31), NEW_YEAR))
                .containsExactly("dated_on can't be before 2026, the year in which the series S begins");
    }

    @Test
    void theCheckFindsDatesThatGoBackHoweverWellTheChainIsForged() {
        ReferenceSeries series = series("A", 1, false, 1);
        List<String> breaches = new ArrayList<>();
        IssuedRecord one = record(series, NEW_YEAR);
        ReferenceSeries then = series.after(NEW_YEAR, one.sha256());
        IssuedRecord two = record(then, NEW_YEARS_EVE);
        ChainReplay replay = new ChainReplay(then.after(NEW_YEARS_EVE, two.sha256()), breaches::add);
        replay.next(one);
        replay.next(two);
        replay.end();
        assertThat(breaches).hasSize(1).allMatch(breach -> breach.contains("is dated 2026-12-31, before the one"));
    }

    @Test
    void theCheckFindsANumberThatWasLeftOutHoweverWellTheChainIsForged() {
        ReferenceSeries series = series("A", 1, false, 1);
        List<String> breaches = new ArrayList<>();
        IssuedRecord one = record(series, NEW_YEAR);
        ReferenceSeries skipped = series.at(new SeriesHead(1, 3, NEW_YEAR.getYear(), NEW_YEAR, one.sha256()));
        IssuedRecord two = record(skipped, NEW_YEAR);
        ReferenceSeries then = skipped.after(NEW_YEAR, two.sha256());
        IssuedRecord three = record(then, NEW_YEAR);
        ChainReplay replay = new ChainReplay(then.after(NEW_YEAR, three.sha256()), breaches::add);
        replay.next(one);
        replay.next(two);
        replay.next(three);
        replay.end();
        assertThat(breaches).hasSize(1).allMatch(breach -> breach.contains("A3 ") && breach.contains("reference A2"));
    }

    private static IssuedRecord record(ReferenceSeries series, LocalDate datedOn) {
        return series.record(new ReferenceSeries.Issue(7, datedOn, NOW, 5, null, Map.of("kind", "invoice")));
    }

    private static ReferenceSeries after(ReferenceSeries series, LocalDate datedOn) {
        return series.after(datedOn, "0".repeat(64));
    }

    private static List<String> complaints(ReferenceSeries series, LocalDate datedOn, LocalDate today) {
        Complaints complaints = new Complaints();
        series.check(datedOn, today, complaints);
        return complaints.messages();
    }

    private static ReferenceSeries series(String prefix, int padding, boolean yearlyReset, long first) {
        Integer year = yearlyReset && first > 1 ? 2026 : null;
        return new ReferenceSeries(
                1,
                "S",
                new SeriesFormat(prefix, padding, yearlyReset),
                first,
                year,
                SeriesHead.beginning(first, year),
                NOW,
                NOW);
    }
}
