package org.sequitur.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.InFlight;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.TestDatabase;
import org.sequitur.V2Client;
import org.sequitur.cli.LoopOfCreates;
import org.sequitur.store.DatabaseAddress;

/** Two server processes on one database hand out one sequence. */
class TwoProcessesTest {

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void aThousandThroughTwoProcesses() throws Exception {
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"))) {
            String database = urlOf(postgres.address());
            ServerProcess one = processes.start(temporary.resolve("one"), "--database-url", database);
            ServerProcess two = processes.start(temporary.resolve("two"), "--database-url", database);
            String contact = one.client().newContact("Harbour Mills");

            List<Callable<LoopOfCreates.Result>> loops = List.of(
                    () -> loop(one).run(contact, 500, 32, _ -> {}),
                    () -> loop(two).run(contact, 500, 32, _ -> {}));
            List<String> references = new ArrayList<>();
            for (LoopOfCreates.Result result : InFlight.atMost(2, loops)) {
                assertThat(result.refusals()).isEmpty();
                references.addAll(result.references());
            }

            List<String> expected = ParallelCreatesTest.numbers("", 1, 1000);
            assertThat(references).containsExactlyInAnyOrderElementsOf(expected);
            for (V2Client client : List.of(one.client(), two.client())) {
                assertThat(client.invoices())
                        .extracting(invoice -> invoice.path("reference").stringValue(""))
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    private static LoopOfCreates loop(ServerProcess server) {
        return new LoopOfCreates(URI.create(server.baseUrl()), ServerProcess.TOKEN);
    }

    static String urlOf(DatabaseAddress address) {
        return TestDatabase.urlOf(address);
    }
}
