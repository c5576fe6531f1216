package org.sequitur.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;

/** {@code kill -9} of the database amid its work: the server brings it back and goes on where it was. */
class KilledPostgresTest {

    private static final int ROUNDS = 3;
    private static final int CREATES_BETWEEN = 300;

    @TempDir
    private Path data;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void nothingAcknowledgedIsLostAndTheSequenceGoesOn() throws Exception {
        ServerProcess server = processes.start(data);
        UnderLoad load = new UnderLoad(server.client().newContact("Harbour Mills"));
        load.begin(server.client());

        for (int round = 0; round < ROUNDS; round++) {
            awaitMore(load);
            server.killPostgres();
        }
        awaitMore(load);
        load.stop();

        load.check(server.client());
    }

    private static void awaitMore(UnderLoad load) throws InterruptedException {
        int before = load.acknowledged();
        ServerProcess.awaitThat("more creates", () -> load.acknowledged() >= before + CREATES_BETWEEN);
    }
}
