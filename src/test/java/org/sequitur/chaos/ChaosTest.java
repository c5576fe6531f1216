package org.sequitur.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcesses;

/**
 * Servers and the database are killed, frozen and cut off while clients work; what they were told must be what is stored. One round
 * of disturbances, or with {@code -Dsequitur.chaos.minutes} as many as fit. {@code -Dsequitur.chaos.seed} repeats the choices of an
 * earlier run; the interleaving is the machine's.
 */
class ChaosTest {

    private static final int SERVERS = 2;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void whatClientsWereToldIsWhatIsStored() throws Exception {
        long seed = Long.getLong("sequitur.chaos.seed", new Random().nextInt(1_000_000));
        long minutes = Long.getLong("sequitur.chaos.minutes", 0);
        Path log = Files.createDirectories(Path.of("target", "chaos")).resolve("clients.log");
        System.out.println("chaos: -Dsequitur.chaos.seed=" + seed + ", log in " + log);
        try (Stage stage = new Stage(directory, processes)) {
            stage.found(List.of(Policy.CONSECUTIVE, Policy.MIXED, Policy.CONSECUTIVE, Policy.DELETING));
            stage.start(SERVERS);
            FaultedRun run = new FaultedRun(seed, stage, log);
            try {
                assertThat(run.run(Duration.ofMinutes(minutes)))
                        .as("what clients were told against what is stored, seed " + seed)
                        .isEmpty();
            } finally {
                run.story().forEach(line -> System.out.println("chaos: " + line));
            }
        }
    }
}
