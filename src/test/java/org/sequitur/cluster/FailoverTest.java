package org.sequitur.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.Draft;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.store.ReplicatedPostgres;

/** Two servers on a PostgreSQL with a synchronous standby, which takes over or is missing while clients work. */
class FailoverTest {

    private static final int SOME = 60;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    private ReplicatedPostgres postgres;

    @BeforeEach
    void start() throws Exception {
        postgres = ReplicatedPostgres.start(temporary.resolve("database"));
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    private ServerProcess server(String name) throws Exception {
        return processes.start(ServerStart.on(temporary.resolve(name)).with("--database-url", postgres.url()));
    }

    @Test
    void whenThePrimaryDiesServersFollowAndNothingThatWasAnsweredIsLost() throws Exception {
        List<ServerProcess> servers = List.of(server("one"), server("two"));
        List<Integer> ports = servers.stream()
                .map(server -> URI.create(server.baseUrl()).getPort())
                .toList();
        try (Work work = new Work(postgres.url(), temporary, servers.getFirst(), ports)) {
            work.awaitMore(SOME);
            postgres.killPrimary();
            postgres.promote();
            work.awaitMore(SOME);

            for (ServerProcess server : servers) {
                ServerProcess.awaitThat(
                        "health", () -> server.client().get("/health").status() == 200);
            }
            assertThat(work.finish()).isEmpty();
            assertThat(work.count("answers 201")).isPositive();
        }
    }

    @Test
    void whatTheStandbyDoesNotHaveIsNotAcknowledgedEvenIfTheWaitForItIsCancelled() throws Exception {
        ServerProcess one = server("one");
        ServerProcess two = server("two");
        Object draft = Draft.of(one.client().newContact("Harbour Mills")).body();
        Object contact = Map.of("contact", Map.of("organisation_name", "Jam & Bread"));
        V2Client invoices = two.client().keyed("the invoice");
        V2Client contacts = two.client().keyed("the contact");

        postgres.stopStandby();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> create =
                    clients.submit(() -> one.client().keyed("the invoice").post("invoices", draft));
            cancelAndMeetTheNextWait(create);
            // The next server meets what was committed here only.
            one.killHard();
            ReplicatedPostgres.await("nobody to wait for the standby", () -> postgres.cancelWaitingCommits() == 0);
            Future<Answer> repeated = clients.submit(() -> invoices.post("invoices", draft));
            cancelAndMeetTheNextWait(repeated);

            for (int i = 0; i < 2; i++) {
                Future<Answer> added = clients.submit(() -> contacts.post("contacts", contact));
                // Beside that of the invoice.
                ReplicatedPostgres.await("a commit of its own", () -> added.isDone() || postgres.waitingCommits() > 1);
                ReplicatedPostgres.await("an answer", () -> postgres.cancelWaitingCommits() >= 0 && added.isDone());
                assertThat(added.get().status()).as(added.get().text()).isEqualTo(503);
                assertThat(added.get().header("Retry-After")).isNotEmpty();
            }
            postgres.startStandby();
            assertThat(repeated.get(2, TimeUnit.MINUTES).status()).isIn(201, 503);
        }

        ServerProcess.awaitThat(
                "the invoice", () -> invoices.post("invoices", draft).status() == 201);
        contacts.post("contacts", contact).expect(201);
        assertThat(two.client().invoices())
                .extracting(invoice -> invoice.path("reference").stringValue(""))
                .containsExactly("001");
        assertThat(two.client().get("contacts").body().path("contacts"))
                .extracting(row -> row.path("organisation_name").stringValue(""))
                .containsOnlyOnce("Harbour Mills", "Jam & Bread");
    }

    /** PostgreSQL calls the commit done then; the server must not, and waits by another one that it makes behind it. */
    private void cancelAndMeetTheNextWait(Future<Answer> asked) throws Exception {
        ReplicatedPostgres.await("a commit that waits", () -> asked.isDone() || postgres.waitingCommit() != 0);
        long first = postgres.waitingCommit();
        ReplicatedPostgres.await("the next commit that waits", () -> {
            long now = postgres.waitingCommit();
            if (now == first) {
                postgres.cancelWaitingCommits();
            }
            return asked.isDone() || (now != 0 && now != first);
        });
        assertThat(asked.isDone()).as("answered without the standby").isFalse();
    }
}
