package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;

/** {@code kill -9} of the server amid its work costs nobody an acknowledged invoice and no number. */
class KilledServerTest {

    private static final int ROUNDS = 3;
    private static final int CREATES_BEFORE_THE_END = 300;

    @TempDir
    private Path data;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void nothingAcknowledgedIsLostAndTheSequenceGoesOn() throws Exception {
        ServerProcess server = processes.start(data);
        UnderLoad load = new UnderLoad(server.client().newContact("Harbour Mills"));

        for (int round = 0; round < ROUNDS; round++) {
            int before = load.acknowledged();
            load.begin(server.client());
            ServerProcess.awaitThat("some creates", () -> load.acknowledged() >= before + CREATES_BEFORE_THE_END);
            assertThat(server.postgresProcesses()).isNotEmpty();
            server.killHard();
            load.stop();
            server.awaitNoPostgres();

            server = processes.start(data);
            load.check(server.client());
        }
    }
}
