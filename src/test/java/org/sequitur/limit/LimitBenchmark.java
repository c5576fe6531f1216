package org.sequitur.limit;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What counting a request costs, without telling other processes: of one caller, and of a thousand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimitBenchmark {

    private static final List<Limit> LIMITS =
            List.of(Limit.aMinute(Limit.UNLIMITED - 1), Limit.anHour(Limit.UNLIMITED));

    private final Allowances<Subject> allowances =
            new Allowances<>(LIMITS, RequestLimit.MOST_SUBJECTS, Clock.systemUTC(), null);

    /** A request's number, for each thread. */
    @State(Scope.Thread)
    public static class Next {
        private int number;
    }

    @Benchmark
    public @Nullable LimitExceeded ofOneCaller() {
        return allowances.take(new Subject("request", 1, 1, 0));
    }

    @Benchmark
    @Threads(2)
    public @Nullable LimitExceeded ofOneCallerInTwoThreads() {
        return allowances.take(new Subject("request", 1, 1, 0));
    }

    @Benchmark
    public @Nullable LimitExceeded ofAThousandCallers(Next next) {
        return allowances.take(new Subject("request", next.number++ % 1_000, 1, 0));
    }
}
