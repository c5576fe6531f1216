package org.sequitur.reference;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the next number costs by itself. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReferenceBenchmark {

    private static final int BATCH = 256;

    @Param({"041", "INV-2026-000999"})
    private String text = "";

    @Benchmark
    public Reference next() {
        return new Reference(text).next();
    }

    /** The numbers of a whole batch, each of which is taken. */
    @Benchmark
    public Reference nextOfABatch() {
        ReferenceSequence sequence = new ReferenceSequence(ReferenceScope.GLOBAL, new Reference(text), 1, null);
        Set<Reference> used = new HashSet<>();
        Reference last = Reference.FIRST;
        for (int i = 0; i < BATCH; i++) {
            last = sequence.next(used::contains);
            used.add(last);
            sequence.created(i + 2L, last);
        }
        return last;
    }
}
