package org.sequitur.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the queues and tickets guarantee under schedules that Lincheck controls. Its choices are made from a seed of its own that never
 * changes, so every run is the same run. {@code -Dsequitur.schedules=20} makes it twenty times as long.
 */
class AllocatorSchedulesTest {

    private static final int TIMES = Integer.getInteger("sequitur.schedules", 1);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"two-workers, 200", "leaving, 200", "full, 200"})
    void noScheduleBreaksAGuarantee(String scenario, int schedules) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+EnableDynamicAgentLoading",
                        "-XX:-UsePerfData",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllocatorSchedules.class.getName(),
                        scenario,
                        Integer.toString(schedules * TIMES)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(5L * TIMES, TimeUnit.MINUTES);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(text).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            assertThat(text).contains(schedules * TIMES + " schedules of " + scenario);
        } finally {
            process.destroyForcibly();
        }
    }
}
