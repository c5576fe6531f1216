package org.sequitur.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;
import static org.sequitur.webhook.TestReceiver.answer;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.monitoring.Scrape;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.webhook.TestReceiver.Call;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What happens to an event between the database and its receiver, at a time that is told. */
@Execution(ExecutionMode.SAME_THREAD)
class DispatchTest {

    private static final ToldClock CLOCK = new ToldClock("2026-03-02T09:00:00Z");
    private static final TestServer SERVER = TestServer.start(
            Map.of(
                    "sequitur.webhooks.key",
                    TestServer.WEBHOOKS_KEY,
                    "sequitur.webhooks.allow-private-targets",
                    true,
                    "sequitur.webhooks.look",
                    "20ms",
                    "sequitur.webhooks.attempt",
                    "2s"),
            CLOCK);

    private final TestCompany company = SERVER.newCompany();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private String contact(String name) throws Exception {
        return company.client().newContact(name);
    }

    private void rename(String contact, String town) throws Exception {
        company.put(contact, Map.of("contact", Map.of("town", town))).expect(200);
    }

    private static void awaitCalls(TestReceiver receiver, int number) throws InterruptedException {
        awaitThat(number + " calls", () -> receiver.calls().size() >= number);
        assertThat(receiver.calls()).hasSize(number);
    }

    private JsonNode deliveries(String query) throws Exception {
        return company.get("/sequitur/v1/webhook_deliveries?" + query)
                .expect(200)
                .body()
                .path("webhook_deliveries");
    }

    /** Until everything that was tried is written down. */
    private void awaitAttempts(Endpoint endpoint, int number) throws InterruptedException {
        awaitThat(number + " attempts are written down", () -> {
            int attempts = 0;
            for (JsonNode one : deliveries("")) {
                attempts += one.path("attempts").asInt();
            }
            return attempts == number && endpoint.shown() != null;
        });
    }

    @Test
    void anEventIsSignedAndShapedAfterTheSpecification() throws Exception {
        assertThat(Signatures.expected(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .isEqualTo(SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .signature(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1614265330,
                                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)));
        try (TestReceiver receiver = TestReceiver.content()) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            String contact = contact("Ash Hollow");
            awaitCalls(receiver, 1);
            Call call = receiver.calls().getFirst();
            String secret = endpoint.secret("present");
            assertThat(secret).startsWith("whsec_").hasSize(50);
            assertThat(Signatures.by(secret, call)).isEqualTo(1);
            assertThat(call.timestamp()).isEqualTo(Long.toString(CLOCK.instant().getEpochSecond()));
            assertThat(call.contentType()).startsWith("application/json");
            assertThat(call.id()).matches("evt_[0-9]+");
            assertThat(call.type()).isEqualTo("contact.created");
            assertThat(call.json().path("timestamp").asString()).endsWith("Z");
            assertThat(call.record()).isEqualTo(SERVER.baseUrl() + "/v2/" + contact);
            assertThat(call.json().path("data").propertyNames()).containsExactlyInAnyOrder("id", "url", "sequence");
            awaitAttempts(endpoint, 1);
            assertThat(endpoint.total("delivered")).isEqualTo(1);
            assertThat(endpoint.shown().has("delivered_at")).isTrue();
        }
    }

    @Test
    void bothSecretsSignWhileTheyAreRotatedAndOneAfterwards() throws Exception {
        try (TestReceiver receiver = TestReceiver.content()) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            String before = endpoint.secret("present");
            company.post(endpoint.path() + "/rotate_secret", "").expect(200);
            String now = endpoint.secret("present");
            assertThat(now).isNotEqualTo(before);
            assertThat(endpoint.secret("previous")).isEqualTo(before);
            String contact = contact("Ash Hollow");
            awaitCalls(receiver, 1);
            assertThat(Signatures.by(now, receiver.calls().getFirst())).isEqualTo(1);
            assertThat(Signatures.by(before, receiver.calls().getFirst())).isEqualTo(1);
            CLOCK.goOn(Duration.ofHours(25));
            rename(contact, "Perth");
            awaitCalls(receiver, 2);
            assertThat(Signatures.by(now, receiver.calls().get(1))).isEqualTo(1);
            assertThat(Signatures.by(before, receiver.calls().get(1))).isZero();
            assertThat(endpoint.secret("previous")).isEmpty();
        }
    }

    @Test
    void whatIsNeverTakenIsTriedForDaysThenDeadItsEndpointDisabledAndIsReplayed() throws Exception {
        AtomicInteger status = new AtomicInteger(500);
        try (TestReceiver receiver = new TestReceiver((call, exchange) -> {
            byte[] text = "out of order".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), text.length);
            exchange.getResponseBody().write(text);
        })) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            contact("Ash Hollow");
            List<Duration> waits = RetrySchedule.STANDARD;
            for (int tried = 1; tried <= waits.size(); tried++) {
                awaitAttempts(endpoint, tried);
                // Not before its time.
                CLOCK.goOn(waits.get(tried - 1).minusSeconds(1));
                assertThat(deliveries("state=waiting")).hasSize(1);
                CLOCK.goOn(waits.get(tried - 1).dividedBy(5).plusSeconds(2));
                awaitCalls(receiver, tried + 1);
            }
            awaitThat("it is dead", () -> endpoint.total("dead") == 1);
            awaitThat("it is told to operators", () -> {
                Scrape told = Scrape.of(SERVER.baseUrl());
                return told.value("sequitur_webhook_deliveries_dead") > 0
                        && told.value("sequitur_webhook_endpoints_disabled{reason=\"failing\"}") > 0
                        && told.value("sequitur_webhook_attempts_total{outcome=\"failed\"}") >= 9
                        && told.value("sequitur_webhook_attempts_total{outcome=\"dead\"}") >= 1;
            });
            assertThat(receiver.calls().stream().map(Call::id).distinct()).hasSize(1);
            assertThat(receiver.calls().stream().map(Call::body).distinct()).hasSize(1);
            assertThat(receiver.calls().stream().map(Call::timestamp).distinct())
                    .hasSize(10);
            assertThat(endpoint.shown().path("disabled_reason").asString()).isEqualTo("failing");
            JsonNode dead = deliveries("state=dead").path(0);
            assertThat(dead.path("answer_status").asInt()).isEqualTo(500);
            String event = dead.path("webhook_event").asString().replaceFirst(".*(?=/sequitur)", "");
            JsonNode log = company.get(event).expect(200).body().at("/webhook_event/deliveries/0/log");
            assertThat(log).hasSize(10);
            assertThat(log.path(9).path("answer").asString()).isEqualTo("out of order");

            status.set(200);
            endpoint.change("{\"enabled\":true}");
            assertThat(company.post(endpoint.path() + "/replay", "{\"replay\":{\"state\":\"dead\"}}")
                            .expect(200)
                            .body()
                            .at("/replay/deliveries")
                            .asInt())
                    .isEqualTo(1);
            awaitCalls(receiver, 11);
            assertThat(receiver.calls().getLast().id())
                    .isEqualTo(receiver.calls().getFirst().id());
            awaitThat("it is delivered", () -> endpoint.total("delivered") == 1);
            awaitThat(
                    "so are those that are taken",
                    () -> Scrape.of(SERVER.baseUrl()).value("sequitur_webhook_attempts_total{outcome=\"taken\"}") >= 1);
            company.post(event + "/replay", "").expect(200);
            awaitCalls(receiver, 12);
        }
    }

    @Test
    void whatFollowsOfARecordWaitsAndOtherRecordsDoNot() throws Exception {
        AtomicInteger status = new AtomicInteger(500);
        String stuck = contact("Stuck");
        String address = SERVER.baseUrl() + "/v2/" + stuck;
        try (TestReceiver receiver = new TestReceiver(
                (call, exchange) -> answer(exchange, call.record().equals(address) ? status.get() : 200))) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            rename(stuck, "Perth");
            rename(stuck, "Elgin");
            rename(stuck, "Nairn");
            String free = contact("Free");
            rename(free, "Wick");
            awaitThat("the other one came", () -> endpoint.total("delivered") == 2);
            awaitAttempts(endpoint, 3);
            assertThat(receiver.calls().stream().filter(call -> call.record().equals(address)))
                    .as("what comes first was in vain")
                    .hasSize(1);
            status.set(200);
            CLOCK.goOn(Duration.ofSeconds(7));
            awaitThat("all came", () -> endpoint.total("waiting") == 0);
            List<Long> sequence = receiver.calls().stream()
                    .filter(call -> call.record().equals(address))
                    .map(Call::sequence)
                    .distinct()
                    .toList();
            assertThat(sequence).hasSize(3).isSorted();
        }
    }

    @Test
    void oneThatDiesLetsTheNextOneGoAndItsEndpointStays() throws Exception {
        String stuck = contact("Stuck");
        String address = SERVER.baseUrl() + "/v2/" + stuck;
        String[] bad = {""};
        try (TestReceiver receiver = new TestReceiver((call, exchange) -> {
            if (call.record().equals(address) && bad[0].isEmpty()) {
                bad[0] = call.id();
            }
            answer(exchange, call.id().equals(bad[0]) ? 422 : 200);
        })) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            rename(stuck, "Perth");
            rename(stuck, "Elgin");
            awaitAttempts(endpoint, 1);
            CLOCK.goOn(Duration.ofMinutes(2));
            contact("Elm");
            awaitThat("another record came meanwhile", () -> endpoint.total("delivered") == 1);
            // The first attempt, the one above, and eight more.
            for (int tried = 2; tried < 10; tried++) {
                int number = tried;
                awaitThat(tried + " attempts", () -> calls(receiver, bad[0]) == number);
                awaitAttempts(endpoint, tried + 1);
                CLOCK.goOn(Duration.ofHours(30));
            }
            awaitThat("the last one came", () -> endpoint.total("dead") == 1 && endpoint.total("waiting") == 0);
            assertThat(calls(receiver, bad[0])).isEqualTo(10);
            assertThat(endpoint.shown().path("enabled").asBoolean()).isTrue();
            assertThat(endpoint.total("delivered")).isEqualTo(2);
        }
    }

    private static long calls(TestReceiver receiver, String id) {
        return receiver.calls().stream().filter(call -> call.id().equals(id)).count();
    }

    @Test
    void whoIsGoneIsNotCalledAgain() throws Exception {
        try (TestReceiver receiver = new TestReceiver((call, exchange) -> answer(exchange, 410))) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            contact("Ash Hollow");
            awaitThat("it is disabled", () -> !endpoint.shown().path("enabled").asBoolean());
            assertThat(endpoint.shown().path("disabled_reason").asString()).isEqualTo("gone");
            assertThat(endpoint.total("dead")).isEqualTo(1);
            contact("Elm");
            CLOCK.goOn(Duration.ofDays(1));
            assertThat(company.post(endpoint.path() + "/test", "").expect(422).messages())
                    .containsExactly("Webhook endpoint is disabled");
            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @Test
    void whoAsksForTimeGetsIt() throws Exception {
        AtomicInteger status = new AtomicInteger(503);
        try (TestReceiver receiver = new TestReceiver((call, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            answer(exchange, status.get());
        })) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            contact("Ash Hollow");
            awaitAttempts(endpoint, 1);
            status.set(200);
            contact("Elm");
            CLOCK.goOn(Duration.ofSeconds(100));
            assertThat(endpoint.total("waiting")).isEqualTo(2);
            assertThat(receiver.calls()).hasSize(1);
            CLOCK.goOn(Duration.ofSeconds(30));
            awaitThat("both came", () -> endpoint.total("delivered") == 2);
        }
    }

    @Test
    void noRedirectIsFollowedAndNoAnswerIsReadToItsEnd() throws Exception {
        try (TestReceiver elsewhere = TestReceiver.content();
                TestReceiver receiver = new TestReceiver((call, exchange) -> {
                    if (call.type().equals("contact.created")) {
                        exchange.getResponseHeaders().set("Location", elsewhere.url());
                        answer(exchange, 307);
                    } else {
                        exchange.sendResponseHeaders(200, 0);
                        OutputStream out = exchange.getResponseBody();
                        for (int i = 0; i < 1_000_000; i++) {
                            out.write("and so on ".repeat(1_000).getBytes(StandardCharsets.UTF_8));
                        }
                    }
                })) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            contact("Ash Hollow");
            awaitAttempts(endpoint, 1);
            assertThat(deliveries("").path(0).path("problem").asString()).isEqualTo("it answered 307");
            company.post(endpoint.path() + "/test", "").expect(200);
            awaitThat("the long answer counts", () -> endpoint.total("delivered") == 1);
            String event = deliveries("state=delivered")
                    .path(0)
                    .path("webhook_event")
                    .asString()
                    .replaceFirst(".*(?=/sequitur)", "");
            String kept = company.get(event)
                    .expect(200)
                    .body()
                    .at("/webhook_event/deliveries/0/log/0/answer")
                    .asString();
            assertThat(kept).startsWith("and so on").hasSize(Receiver.ANSWER_BYTES);
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    @Test
    void oneThatHangsIsGivenUpAndHoldsUpNobodyElse() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TestReceiver slow = new TestReceiver((call, exchange) -> end.await());
                TestReceiver quick = TestReceiver.content()) {
            Endpoint hanging = Endpoint.of(company.client(), slow.url());
            Endpoint other = Endpoint.of(company.client(), quick.url());
            List<String> contacts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                contacts.add(contact("Contact " + i));
            }
            awaitThat("the others have all", () -> other.total("delivered") == 12);
            assertThat(slow.calls()).as("few at a time").hasSizeLessThanOrEqualTo(8);
            awaitThat(
                    "what hung is given up",
                    () -> deliveries("state=waiting").toString().contains("it took too long"));
            assertThat(hanging.total("delivered")).isZero();
            assertThat(contacts).hasSize(12);
        } finally {
            end.countDown();
        }
    }

    @Test
    void whatIsTooOldIsDroppedAndWhatIsTooMuchDisables() throws Exception {
        Endpoint endpoint = Endpoint.of(company.client(), "http://127.0.0.1:1/nobody");
        for (int i = 0; i < 3; i++) {
            contact("Contact " + i);
        }
        awaitAttempts(endpoint, 3);
        WebhookBounds small = new WebhookBounds(
                true,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new RetrySchedule(RetrySchedule.STANDARD),
                Duration.ofDays(30),
                2,
                Duration.ofDays(1));
        HouseConnections house = new HouseConnections(SERVER.dataSource());
        RecordClock clock = new RecordClock(CLOCK);
        Deliveries deliveries = new Deliveries(house, clock, small, new WebhookFigures(house, clock, Duration.ZERO));
        deliveries.disableOverfull();
        assertThat(endpoint.shown().path("disabled_reason").asString()).isEqualTo("backlog");
        assertThat(endpoint.total("waiting")).isEqualTo(3);
        deliveries.dropExpired(100);
        assertThat(endpoint.total("waiting")).isEqualTo(3);
        CLOCK.goOn(Duration.ofDays(31));
        while (deliveries.dropExpired(100) > 0) {
            // Those of the other tests, too.
        }
        assertThat(endpoint.total("waiting")).isZero();
        assertThat(JdbcClient.create(SERVER.dataSource())
                        .sql("SELECT count(*) FROM webhook_attempt WHERE company_id = ?")
                        .param(company.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aDeletedEndpointIsCalledNoMore() throws Exception {
        try (TestReceiver receiver = new TestReceiver((call, exchange) -> answer(exchange, 500))) {
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            contact("Ash Hollow");
            awaitAttempts(endpoint, 1);
            company.delete(endpoint.path()).expect(200);
            CLOCK.goOn(Duration.ofDays(2));
            contact("Elm");
            assertThat(deliveries("")).isEmpty();
            try (TestReceiver next = TestReceiver.content()) {
                Endpoint.of(company.client(), next.url());
                contact("Oak");
                awaitCalls(next, 1);
            }
            assertThat(receiver.calls()).hasSize(1);
        }
    }
}
