package org.sequitur.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.server.Server;
import org.sequitur.webhook.TestReceiver.Call;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A receiver that fails, hangs, goes away and comes back, called by two servers while records change. */
class UnreliableReceiverTest {

    private static final int RECORDS = 12;
    private static final int CHANGES = 8;

    private static final Map<String, Object> SETTINGS = Map.of(
            "sequitur.webhooks.key",
            TestServer.WEBHOOKS_KEY,
            "sequitur.webhooks.allow-private-targets",
            true,
            "sequitur.webhooks.look",
            "20ms",
            "sequitur.webhooks.attempt",
            "300ms",
            "sequitur.webhooks.retries",
            String.join(",", Collections.nCopies(30, "30ms")));

    @Test
    void everyEventComesInTheOrderOfItsRecordAndOnceByItsId() throws Exception {
        Map<String, Integer> times = new ConcurrentHashMap<>();
        List<Call> taken = Collections.synchronizedList(new ArrayList<>());
        try (TestServer first = TestServer.start(SETTINGS, Clock.systemUTC());
                Server second = first.beside(SETTINGS, Clock.systemUTC());
                TestReceiver receiver = new TestReceiver((call, exchange) -> {
                    int time = times.merge(call.id(), 1, Integer::sum);
                    switch (Math.floorMod(call.id().hashCode() + time, 6)) {
                        case 0 -> TestReceiver.answer(exchange, 500);
                        case 1 -> {
                            // It has it, and nobody hears so.
                            taken.add(call);
                            throw new IllegalStateException("hangs up");
                        }
                        case 2 -> {
                            if (time % 3 == 1) {
                                TimeUnit.MILLISECONDS.sleep(600);
                            }
                            taken.add(call);
                            TestReceiver.answer(exchange, 200);
                        }
                        default -> {
                            taken.add(call);
                            TestReceiver.answer(exchange, 204);
                        }
                    }
                })) {
            assertThat(second.port()).isNotEqualTo(first.port());
            TestCompany company = first.newCompany();
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            change(company, receiver);
            awaitThat("nothing waits", () -> endpoint.total("waiting") == 0);

            assertThat(endpoint.total("dead")).isZero();
            List<Long> written = JdbcClient.create(first.dataSource())
                    .sql("SELECT id FROM webhook_event WHERE company_id = ?")
                    .param(company.id())
                    .query(Long.class)
                    .list();
            assertThat(written).hasSize(RECORDS * CHANGES);
            Map<String, List<Long>> byRecord = new ConcurrentHashMap<>();
            Set<String> seen = new HashSet<>();
            synchronized (taken) {
                for (Call call : taken) {
                    if (seen.add(call.id())) {
                        byRecord.computeIfAbsent(call.record().replaceFirst(".*/v2/", ""), record -> new ArrayList<>())
                                .add(call.sequence());
                    }
                }
            }
            assertThat(seen).isEqualTo(written.stream().map(id -> "evt_" + id).collect(Collectors.toSet()));
            assertThat(receiver.calls()).as("it was hard").hasSizeGreaterThan(written.size() * 5 / 4);
            assertThat(byRecord).hasSize(RECORDS);
            assertThat(byRecord.values())
                    .allSatisfy(
                            sequence -> assertThat(sequence).hasSize(CHANGES).isSorted());
        }
    }

    private static void change(TestCompany company, TestReceiver receiver) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                String name = "Contact " + i;
                all.add(clients.submit(() -> {
                    String contact = company.client().newContact(name);
                    for (int change = 1; change < CHANGES; change++) {
                        company.put(contact, Map.of("contact", Map.of("town", "Town " + change)))
                                .expect(200);
                    }
                    return true;
                }));
            }
            awaitThat("half of it has been tried", () -> receiver.calls().size() > RECORDS * CHANGES / 2);
            receiver.stop();
            for (Future<?> one : all) {
                one.get(1, TimeUnit.MINUTES);
            }
            receiver.startAgain();
        }
    }
}
