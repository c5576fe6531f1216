package org.sequitur.bench;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param seconds of each measurement
 * @param rounds how often each is done
 * @param warmUpSeconds for which each server works before the first of them
 * @param inFlight numbers of requests in flight
 * @param companies numbers of companies
 * @param fill how many invoices a company is to have that is compared with an empty one; 0 for none
 */
public record BenchPlan(
        double seconds, int rounds, double warmUpSeconds, List<Integer> inFlight, List<Integer> companies, long fill) {

    /** The default. The warm-up is long: for half a minute under load, a JVM spends more on compiling than on requests. */
    public static final BenchPlan FULL = new BenchPlan(5, 3, 45, List.of(1, 8, 64, 256), List.of(1, 1_000), 0);

    /** About a minute. */
    public static final BenchPlan QUICK = new BenchPlan(1, 1, 3, List.of(1, 64), List.of(1, 1_000), 0);

    private static final double SHORTEST_SETTLING = 0.1;
    private static final double LONGEST_SETTLING = 2;

    public BenchPlan {
        inFlight = List.copyOf(inFlight);
        companies = List.copyOf(companies);
    }

    /** For which a server works on a scenario before that is measured. */
    double settleSeconds() {
        return Math.clamp(seconds / 5, SHORTEST_SETTLING, LONGEST_SETTLING);
    }
}
