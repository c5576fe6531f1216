package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.Draft;
import org.sequitur.InFlight;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.TestDatabase;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.store.DatabaseAddress;
import tools.jackson.databind.JsonNode;

/** Two servers, one database, and clients that ask again by the same key because they were told nothing. */
class KeyedRetriesTest {

    private static final int LIST = 1_000;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    private TestDatabase postgres;
    private ServerProcess one;
    private ServerProcess two;
    private String contact;

    @BeforeEach
    void start() throws Exception {
        postgres = TestDatabase.in(temporary.resolve("database"));
        one = server("one");
        two = server("two");
        contact = one.client().newContact("Harbour Mills");
    }

    private ServerProcess server(String name) throws Exception {
        return processes.start(temporary.resolve(name), "--database-url", urlOf(postgres.address()));
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void sixtyFourPostsWithOneKeyMakeOneInvoice() throws Exception {
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            V2Client client = (i % 2 == 0 ? one : two).client().keyed("the one");
            calls.add(() -> client.post("invoices", Draft.of(contact).body()));
        }
        List<Answer> answers = InFlight.atMost(64, calls);

        assertThat(answers).extracting(Answer::status).contains(201).isSubsetOf(201, 409);
        Set<String> told = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(Answer::text)
                .collect(Collectors.toSet());
        // Each server names itself in the addresses, whoever made the invoice, unless it repeats what was kept.
        assertThat(told).hasSize(1);
        assertThat(one.client().invoices()).hasSize(1);
        Answer other = two.client()
                .keyed("the one")
                .post("invoices", Draft.of(contact).withLines(2).body());
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void whoWasToldNothingBecauseTheServerDiedGetsTheInvoiceThatWasMade() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> lost = clients.submit(() -> one.client()
                    .keyed("lost")
                    .post("invoices", Draft.of(contact).body()));
            ServerProcess.awaitThat("the commit", () -> two.client().invoices().size() == 1);
            one.killHard();
            JsonNode made = two.client().invoices().getFirst();
            Answer again = two.client()
                    .keyed("lost")
                    .post("invoices", Draft.of(contact).body());
            assertThat(again.expect(201).header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(V2Client.id(again.body().path("invoice"))).isEqualTo(V2Client.id(made));
            assertThat(two.client().invoices()).hasSize(1);
            lost.cancel(true);
        }
    }

    @Test
    void aListIsThereWholeOrNotAtAllWheneverTheServerIsKilled() throws Exception {
        int lists = 0;
        for (int delay : new int[] {40, 200}) {
            ServerProcess victim = lists == 0 ? one : server("one");
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                int before = lists;
                Future<Integer> acknowledged = clients.submit(() -> postLists(victim.client(), before));
                ServerProcess.awaitThat("a list of this round", () -> total(two.client()) >= (before + 1) * LIST);
                TimeUnit.MILLISECONDS.sleep(delay);
                victim.killHard();
                lists = acknowledged.get(1, TimeUnit.MINUTES);
            }
            // The one that was under way is asked for again, by the same key.
            JsonNode last = two.client()
                    .keyed("list " + lists)
                    .post("invoices", Draft.list(Collections.nCopies(LIST, Draft.of(contact))))
                    .expect(201)
                    .body()
                    .path("invoices");
            assertThat(last.path(0).path("reference").stringValue("")).isEqualTo("%03d".formatted(lists * LIST + 1));
            lists++;
            assertThat(total(two.client())).isEqualTo(lists * LIST);
        }
        assertThat(two.client()
                        .get("invoices?per_page=1&sort=-created_at")
                        .body()
                        .path("invoices")
                        .path(0)
                        .path("reference")
                        .stringValue(""))
                .isEqualTo("%03d".formatted(lists * LIST));
    }

    /** Posts one list after the other until the server is gone; answers how many there are that somebody was told of. */
    private int postLists(V2Client client, int first) throws InterruptedException {
        for (int list = first; ; list++) {
            try {
                client.keyed("list " + list)
                        .post("invoices", Draft.list(Collections.nCopies(LIST, Draft.of(contact))))
                        .expect(201);
            } catch (IOException e) {
                return list;
            }
        }
    }

    private static int total(V2Client client) throws Exception {
        return Integer.parseInt(client.get("invoices?per_page=1").expect(200).header("X-Total-Count"));
    }

    private static String urlOf(DatabaseAddress address) {
        return TestDatabase.urlOf(address);
    }
}
