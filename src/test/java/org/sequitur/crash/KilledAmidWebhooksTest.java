package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.TestDatabase;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.webhook.Endpoint;
import org.sequitur.webhook.TestReceiver;
import org.sequitur.webhook.TestReceiver.Call;

/** A server process that is killed while it delivers webhooks, beside another one that goes on. */
class KilledAmidWebhooksTest {

    private static final int RECORDS = 20;
    private static final int CHANGES = 5;
    private static final int BEFORE_THE_KILL = 30;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void eachEventComesInOrderAndOnlyThoseThatWereUnderWayComeTwice() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        List<Call> taken = Collections.synchronizedList(new ArrayList<>());
        // From some call on the receiver takes what it is sent, and does not answer until it may.
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"));
                TestReceiver receiver = new TestReceiver((call, exchange) -> {
                    taken.add(call);
                    if (begun.incrementAndGet() > BEFORE_THE_KILL) {
                        goOn.await();
                    }
                    TestReceiver.answer(exchange, 200);
                })) {
            ServerProcess killed = start("one", postgres.address());
            V2Client client = start("two", postgres.address()).client();
            Endpoint endpoint = Endpoint.of(client, receiver.url());
            for (int i = 0; i < RECORDS; i++) {
                String contact = client.newContact("Contact " + i);
                for (int change = 1; change < CHANGES; change++) {
                    client.put(contact, Map.of("contact", Map.of("town", "Town " + change)))
                            .expect(200);
                }
            }
            ServerProcess.awaitThat("deliveries are under way", () -> begun.get() > BEFORE_THE_KILL);
            killed.killHard();
            goOn.countDown();
            ServerProcess.awaitThat("nothing waits", () -> endpoint.total("waiting") == 0);

            Map<String, List<Long>> byRecord = new HashMap<>();
            Set<String> seen = new HashSet<>();
            synchronized (taken) {
                for (Call call : taken) {
                    if (seen.add(call.id())) {
                        byRecord.computeIfAbsent(call.json().at("/data/id").asString(), record -> new ArrayList<>())
                                .add(call.sequence());
                    }
                }
            }
            assertThat(seen).hasSize(RECORDS * CHANGES);
            assertThat(byRecord).hasSize(RECORDS);
            assertThat(byRecord.values())
                    .allSatisfy(
                            sequence -> assertThat(sequence).hasSize(CHANGES).isSorted());
            assertThat(taken)
                    .as("what the killed one had under way, at most")
                    .hasSizeLessThanOrEqualTo(RECORDS * CHANGES + 8);
        }
    }

    private ServerProcess start(String name, DatabaseAddress database) throws Exception {
        String url = TestDatabase.urlOf(database);
        return processes.start(ServerStart.on(temporary.resolve(name))
                .with("--database-url", url)
                .withVariable("SEQUITUR_WEBHOOKS_KEY", TestServer.WEBHOOKS_KEY)
                .withVariable("SEQUITUR_WEBHOOKS_ALLOW_PRIVATE_TARGETS", "true")
                .withVariable("SEQUITUR_WEBHOOKS_LOOK", "50ms")
                .withVariable("SEQUITUR_WEBHOOKS_ATTEMPT", "4s")
                .withVariable("SEQUITUR_WEBHOOKS_RETRIES", "100ms,100ms,100ms,1s,1s,1s,1s,5s,5s,5s"));
    }
}
