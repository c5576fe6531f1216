package org.sequitur.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A benchmark of moments: its figures mean nothing, but its counts must be right and nothing may be left behind. */
class BenchTest {

    @Test
    void whatWasAnsweredIsStoredAndNothingIsLeftBehind() throws Exception {
        Set<Path> before = directories();
        StringWriter progress = new StringWriter();

        BenchReport report =
                Bench.run(new BenchPlan(0.3, 1, 0.3, List.of(1, 8), List.of(1, 3), 0), new PrintWriter(progress));

        assertThat(report.isSound()).as(report.text()).isTrue();
        Map<String, Verdict> verdicts =
                report.verdicts().stream().collect(Collectors.toMap(Verdict::title, Function.identity()));
        for (String group : List.of(
                "Sequitur, 1 company",
                "Sequitur, 3 companies",
                "(a) one transaction each, 1 company",
                "(a) one transaction each, 3 companies",
                "(b) last plus one, 1 company",
                "(d) constant token, 1 company",
                "(c) raw COPY, 1 company")) {
            assertThat(verdicts).containsKey(group);
            Verdict verdict = Objects.requireNonNull(verdicts.get(group));
            assertThat(verdict.created()).as(group).isPositive();
            assertThat(verdict.stored()).as(group).isEqualTo(new StoredInvoices(verdict.created(), 0, 0));
        }
        assertThat(report.measurements().median(new Scenario(Variant.LAST_PLUS_ONE, 1, 1), Measurement::refusedShare))
                .as("alone, nobody can tell the difference")
                .isZero();
        assertThat(report.markdown())
                .contains("| (a) one transaction each |", "## Targets", "fsync on", "right |")
                .doesNotContain("WRONG");
        assertThat(progress.toString()).contains("round 1 of 1: (c) raw COPY");
        assertThat(directories()).isEqualTo(before);
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().commandLine().orElse("").contains("org.sequitur.bench")))
                .isEmpty();
    }

    private static Set<Path> directories() throws Exception {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("sequitur-bench-"))
                    .collect(Collectors.toSet());
        }
    }
}
