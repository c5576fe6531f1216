package org.sequitur.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.FreePort;
import org.sequitur.FurnishedData;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.V2Client;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;

/** Two servers on one database behind HAProxy, restarted one after the other while clients work. */
class RollingRestartTest {

    private static final int ENDED_BY_TERM = 143;
    private static final int SOME = 40;
    private static final List<String> NAMES = List.of("one", "two");

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    private final int[] ports = new int[NAMES.size()];
    private final ServerProcess[] servers = new ServerProcess[NAMES.size()];
    private EmbeddedPostgres postgres;
    private String databaseUrl;
    private HaProxy balancer;
    private Work work;

    @BeforeEach
    void start() throws Exception {
        String program = HaProxy.orLeaveOut("RollingRestartTest");
        postgres = EmbeddedPostgres.start(FurnishedData.in(temporary.resolve("database")));
        DatabaseAddress address = postgres.address();
        databaseUrl = address.url()
                .replaceFirst("^jdbc:postgresql://", "postgres://" + address.user() + ":" + address.password() + "@");
        for (int i = 0; i < servers.length; i++) {
            ports[i] = FreePort.find();
            servers[i] = processes.start(server(i));
        }
        balancer = HaProxy.start(program, temporary, ports[0], ports[1]);
        work = new Work(databaseUrl, temporary, servers[0], List.of(balancer.port()));
    }

    private ServerStart server(int i) {
        return ServerStart.bare(temporary.resolve(NAMES.get(i)))
                .withVariable("SEQUITUR_TOKEN", ServerProcess.TOKEN)
                .with("--port", Integer.toString(ports[i]), "--database-url", databaseUrl)
                .with("--base-url", "https://invoices.example.org", "--proxy", "127.0.0.1")
                .withVariable("SEQUITUR_DRAIN", "6s");
    }

    private void startAgain(int i) throws Exception {
        servers[i] = processes.start(server(i));
        balancer.awaitUp(NAMES.get(i));
    }

    @AfterEach
    void stop() throws Exception {
        if (work != null) {
            work.close();
        }
        if (balancer != null) {
            balancer.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void aRollingRestartIsNoticedByNobody() throws Exception {
        Set<String> refusals = ConcurrentHashMap.newKeySet();
        try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            reader.execute(() -> readUntilInterrupted(refusals));
            work.awaitMore(SOME);
            for (int i = 0; i < servers.length; i++) {
                servers[i].signal("TERM");
                assertThat(servers[i].awaitEnd()).isEqualTo(ENDED_BY_TERM);
                work.awaitMore(SOME);
                startAgain(i);
                work.awaitMore(SOME);
            }
            reader.shutdownNow();
        }

        assertThat(work.finish()).isEmpty();
        assertThat(refusals).isEmpty();
        assertThat(List.of(work.count("retries"), work.count("answers 0"), work.count("answers 503")))
                .as("what a client that does not ask again would have noticed: " + work.counts())
                .containsOnly(0);
    }

    private void readUntilInterrupted(Set<String> refusals) {
        V2Client client = new V2Client("http://127.0.0.1:" + balancer.port(), ServerProcess.TOKEN);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                V2Client.Answer answer = client.get("invoices?per_page=5");
                if (answer.status() != 200) {
                    refusals.add(answer.status() + " " + answer.text());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            refusals.add(e.toString());
        }
    }

    @Test
    void serversThatAreKilledCostWhoeverAsksAgainNothing() throws Exception {
        for (int i = 0; i < servers.length; i++) {
            work.awaitMore(SOME);
            servers[i].killHard();
            work.awaitMore(SOME);
            startAgain(i);
        }
        work.awaitMore(SOME);

        assertThat(work.finish()).isEmpty();
    }
}
