package org.sequitur.bench;

import java.util.List;

/**
 * What the project wants to reach, and what was measured.
 *
 * @param goal in words
 * @param measured NaN when the plan did not include it
 * @param shown the measured figure in words
 */
record Target(String goal, double measured, String shown, boolean reached) {

    private static final Scenario ONE_COMPANY = new Scenario(Variant.COMBINING, 1, 64);
    private static final Scenario ONE_COMPANY_ALONE = new Scenario(Variant.COMBINING, 1, 1);

    /** What two measurements of the same thing differ by. */
    private static final double NOISE = 0.05;

    static List<Target> of(Measurements measured, double costWhenFilled, List<Verdict> verdicts) {
        Scenario oneByOne = new Scenario(Variant.ONE_BY_ONE, 1, 64);
        long wrong = verdicts.stream()
                .mapToLong(verdict -> (verdict.refusesByNature() ? 0 : verdict.refused())
                        + verdict.stored().duplicates()
                        + verdict.stored().skipped()
                        + Math.abs(verdict.stored().count() - verdict.created()))
                .sum();
        return List.of(
                atLeast(
                        10,
                        "1 company, 64 in flight: rate against (a)",
                        measured.ratio(ONE_COMPANY, oneByOne, Measurement::perSecond)),
                atMost(
                        0.2,
                        "1 company, 64 in flight: p99 against (a)",
                        measured.ratio(ONE_COMPANY, oneByOne, Measurement::p99Millis)),
                atLeast(
                        1 - NOISE,
                        "1 company, 1 in flight: rate against (a), not slower",
                        measured.ratio(
                                ONE_COMPANY_ALONE, new Scenario(Variant.ONE_BY_ONE, 1, 1), Measurement::perSecond)),
                atLeast(
                        0.35,
                        "1 company, 64 in flight: rate against (c)",
                        measured.ratio(ONE_COMPANY, Scenario.RAW_LIMIT, Measurement::perSecond)),
                atLeast(
                        0.7,
                        "batches of " + Variant.INVOICES_IN_A_BATCH + " a request: rate against (c)",
                        measured.ratio(Bench.BATCHES, Scenario.RAW_LIMIT, Measurement::perSecond)),
                atLeast(
                        1 - NOISE,
                        "1,000 companies, 64 in flight: rate against 1 company, not slower",
                        measured.ratio(
                                new Scenario(Variant.COMBINING, 1_000, 64), ONE_COMPANY, Measurement::perSecond)),
                atMost(
                        110,
                        "processor µs for each create outside PostgreSQL, 1 company, 64 in flight",
                        measured.median(ONE_COMPANY, each -> each.server().total())),
                atMost(
                        1.15,
                        "processor time for each create outside PostgreSQL, 1 company, 64 in flight: against (d)",
                        measured.ratio(
                                ONE_COMPANY,
                                new Scenario(Variant.CONSTANT_TOKEN, 1, 64),
                                each -> each.server().total())),
                atMost(1.2, "time for each invoice in a filled company against an empty one", costWhenFilled),
                new Target("refused, duplicated, skipped or lost: 0", wrong, Figures.count(wrong), wrong == 0));
    }

    private static Target atLeast(double bound, String what, double measured) {
        return new Target(what + ": at least " + bound, measured, Figures.ratio(measured), measured >= bound);
    }

    private static Target atMost(double bound, String what, double measured) {
        return new Target(what + ": at most " + bound, measured, Figures.ratio(measured), measured <= bound);
    }

    String verdict() {
        return Double.isNaN(measured) ? "not measured" : reached ? "reached" : "not reached";
    }
}
