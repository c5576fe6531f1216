package org.sequitur.bench;

/**
 * One measurement of a {@link Scenario}. What cannot be told is NaN.
 *
 * @param perSecond invoices created a second
 * @param medianMillis latency of the requests that created
 * @param p99Millis the latency that one in a hundred of those exceeded
 * @param refusedShare of all requests, 0 to 1
 * @param server processor microseconds of the server for each created invoice
 * @param postgres processor microseconds of PostgreSQL for each created invoice
 * @param generator processor microseconds of the load generator for each request
 * @param wal bytes of write-ahead log for each created invoice
 */
record Measurement(
        double perSecond,
        double medianMillis,
        double p99Millis,
        double refusedShare,
        ProcessorTime server,
        double postgres,
        double generator,
        double wal) {

    static Measurement of(LoadResult result, int invoicesInARequest, Expense spent) {
        double invoices = (double) result.created() * invoicesInARequest;
        return new Measurement(
                result.createdPerSecond() * invoicesInARequest,
                result.medianMillis(),
                result.p99Millis(),
                (double) result.refused() / result.requests(),
                spent.server().dividedBy(invoices),
                spent.postgres() / invoices,
                spent.generator() / result.requests(),
                spent.wal() / invoices);
    }

    static Measurement ofCopy(long invoices, double seconds, Expense spent) {
        return new Measurement(
                invoices / seconds,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                ProcessorTime.UNKNOWN,
                spent.postgres() / invoices,
                Double.NaN,
                spent.wal() / invoices);
    }

    /** Processor microseconds for each created invoice, JVM and PostgreSQL together. */
    double processor() {
        return server.total() + postgres;
    }
}
