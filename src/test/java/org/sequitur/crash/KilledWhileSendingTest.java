package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.Draft;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.TestDatabase;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.series.StrictCompany;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} amid sending: who was told a number has it, and the strict series has no hole. */
class KilledWhileSendingTest {

    private static final int CLIENTS = 64;
    private static final int DRAFTS = 1500;
    private static final int SENT_BEFORE_THE_END = 200;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> otherAnswers = ConcurrentHashMap.newKeySet();

    @Test
    void whatWasAcknowledgedIsIssuedAndTheChainIsWhole() throws Exception {
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"));
                Database database = Database.open(postgres.address())) {
            String url = urlOf(postgres.address());
            ServerProcess server = processes.start(temporary.resolve("one"), "--database-url", url);
            StrictCompany company = StrictCompany.with(server.client(), Map.of("prefix", "INV-", "padding", 1));
            Queue<String> drafts = drafts(company);

            ExecutorService clients = sendAll(server.client(), drafts);
            ServerProcess.awaitThat("some are sent", () -> acknowledged.size() >= SENT_BEFORE_THE_END);
            server.killHard();
            clients.close();
            assertThat(drafts).isNotEmpty();
            assertThat(otherAnswers).isEmpty();

            V2Client client = processes
                    .start(temporary.resolve("two"), "--database-url", url)
                    .client();
            check(client, drafts, database);
        }
    }

    @Test
    void theDeathOfPostgresAmidSendingLeavesNoHole() throws Exception {
        Path data = temporary.resolve("data");
        ServerProcess server = processes.start(data);
        StrictCompany company = StrictCompany.with(server.client(), Map.of("prefix", "INV-", "padding", 1));
        Queue<String> drafts = drafts(company);

        ExecutorService clients = sendAll(server.client(), drafts);
        ServerProcess.awaitThat("some are sent", () -> acknowledged.size() >= SENT_BEFORE_THE_END);
        server.killPostgres();
        clients.close();
        ServerProcess.awaitThat(
                "the database", () -> server.client().get("company").status() == 200);

        try (Database database = Database.open(EmbeddedPostgres.runningIn(data).orElseThrow())) {
            drafts.add(company.draftOn("2026-03-02"));
            check(server.client(), drafts, database);
        }
    }

    /** Who was told a number has it, the numbers are consecutive, the next one follows, and the chain is whole. */
    private void check(V2Client client, Queue<String> unsent, Database database) throws Exception {
        Map<String, String> issued = new HashMap<>();
        for (JsonNode invoice : client.invoices()) {
            if (!invoice.path("status").stringValue("").equals("Draft")) {
                issued.put(
                        "invoices/" + V2Client.id(invoice),
                        invoice.path("reference").stringValue(""));
            }
        }
        assertThat(issued).containsAllEntriesOf(acknowledged);
        assertThat(issued.values())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, issued.size())
                        .mapToObj(number -> "INV-" + number)
                        .toList());
        Answer next = client.put(String.valueOf(unsent.poll()) + "/transitions/mark_as_sent", "")
                .expect(200);
        assertThat(StrictCompany.reference(next)).isEqualTo("INV-" + (issued.size() + 1));
        long companyId = client.get("company").body().at("/company/id").longValue();
        assertThat(StrictCompany.breaches(database.pool(), companyId)).isEmpty();
    }

    private ExecutorService sendAll(V2Client client, Queue<String> drafts) {
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(() -> {
                try {
                    for (String draft = drafts.poll(); draft != null; draft = drafts.poll()) {
                        Answer answer = client.put(draft + "/transitions/mark_as_sent", "");
                        if (answer.status() == 200) {
                            acknowledged.put(draft, StrictCompany.reference(answer));
                        } else {
                            otherAnswers.add(answer.status() + " " + answer.text());
                        }
                    }
                } catch (IOException e) {
                    // The server is dead: what this client asked last may or may not have been issued.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        return clients;
    }

    private static Queue<String> drafts(StrictCompany company) throws Exception {
        Queue<String> drafts = new ConcurrentLinkedQueue<>();
        List<Draft> list = Collections.nCopies(100, Draft.of(company.contact()));
        while (drafts.size() < DRAFTS) {
            company.client()
                    .post("invoices", Draft.list(list))
                    .expect(201)
                    .body()
                    .path("invoices")
                    .forEach(invoice -> drafts.add("invoices/" + V2Client.id(invoice)));
        }
        return drafts;
    }

    private static String urlOf(DatabaseAddress address) {
        return TestDatabase.urlOf(address);
    }
}
