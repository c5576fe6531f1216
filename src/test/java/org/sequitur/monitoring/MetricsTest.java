package org.sequitur.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.outbox.WrittenMails;
import org.sequitur.webhook.Endpoint;

/** What {@code /metrics} tells moves when the thing happens, and nothing else does. */
@Execution(ExecutionMode.SAME_THREAD)
class MetricsTest {

    private static final String CREATED = "sequitur_documents_created_total";
    private static final String WAITING = "sequitur_allocator_waiting_documents";

    /** Nothing is sent and nobody is called: what is due stays so. */
    private static final TestServer SERVER = TestServer.start(Map.of(
            "sequitur.metrics.kept",
            "1ms",
            "sequitur.queue-per-company",
            1,
            "sequitur.queue-wait",
            "2s",
            "sequitur.writers",
            1,
            "sequitur.webhooks.key",
            TestServer.WEBHOOKS_KEY,
            "sequitur.webhooks.allow-private-targets",
            true,
            "sequitur.webhooks.look",
            "1h"));

    private final TestCompany company = SERVER.newCompany();
    private final V2Client client = company.client();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static Scrape scrape() throws Exception {
        return Scrape.of(SERVER.baseUrl());
    }

    private static double moved(Scrape before, Scrape after, String sample) {
        return after.value(sample) - before.value(sample);
    }

    @Test
    void aCreateIsCountedWhereverItPasses() throws Exception {
        Draft draft = Draft.of(client.newContact("Harbour Mills"));
        Scrape before = scrape();
        client.post("invoices", draft.body()).expect(201);
        client.post("invoices", Draft.list(List.of(draft, draft, draft))).expect(201);
        client.post("invoices", draft.bodyWithoutDate()).expect(422);
        String counted = "sequitur_http_requests_total{family=\"invoices\",method=\"POST\",status=";
        awaitThat(
                "all three answers are counted",
                () -> scrape().value(counted + "\"2xx\"}") - before.value(counted + "\"2xx\"}") == 2
                        && scrape().value(counted + "\"4xx\"}") - before.value(counted + "\"4xx\"}") == 1);
        Scrape after = scrape();
        assertThat(moved(before, after, CREATED)).isEqualTo(4);
        assertThat(moved(before, after, "sequitur_allocator_commits_total")).isEqualTo(2);
        assertThat(moved(before, after, "sequitur_allocator_batch_documents_count"))
                .isEqualTo(2);
        assertThat(moved(before, after, "sequitur_allocator_batch_documents_sum"))
                .isEqualTo(4);
        assertThat(moved(before, after, "sequitur_allocator_batch_documents_bucket{le=\"1.0\"}"))
                .isEqualTo(1);
        for (String time : List.of("queue", "allocation")) {
            assertThat(moved(before, after, "sequitur_allocator_" + time + "_seconds_count"))
                    .isEqualTo(2);
            assertThat(moved(before, after, "sequitur_allocator_" + time + "_seconds_sum"))
                    .isPositive();
        }
        assertThat(after.value("sequitur_allocator_allocation_seconds_sum"))
                .isGreaterThan(after.value("sequitur_allocator_queue_seconds_sum"));
        assertThat(moved(before, after, "sequitur_http_request_seconds_count{family=\"invoices\"}"))
                .isEqualTo(3);
        assertThat(after.value("sequitur_allocator_writers")).isEqualTo(1);
        assertThat(after.value("sequitur_allocator_writers_alive")).isEqualTo(1);
    }

    @Test
    void whoWaitsWhoFindsNoRoomAndWhoWaitsTooLongIsCounted() throws Exception {
        Map<String, Object> draft = Draft.of(client.newContact("Harbour Mills")).body();
        String full = "sequitur_allocator_refusals_total{reason=\"company_queue_full\"}";
        String late = "sequitur_allocator_refusals_total{reason=\"waited_too_long\"}";
        Scrape before = scrape();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection blocking = SERVER.dataSource().getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("SELECT FROM document_register WHERE company_id = " + company.id() + " FOR UPDATE");
            Future<V2Client.Answer> stored = clients.submit(() -> client.post("invoices", draft));
            awaitThat(
                    "a batch is taken", () -> moved(before, scrape(), "sequitur_allocator_batch_documents_count") == 1);
            Future<V2Client.Answer> waiting = clients.submit(() -> client.post("invoices", draft));
            awaitThat("one waits, or has waited", () -> {
                Scrape now = scrape();
                return now.value(WAITING) == 1 || moved(before, now, late) == 1;
            });
            // Whoever comes while another waits is refused; whoever comes later waits in its place.
            awaitThat("one is refused for want of room", () -> {
                Future<V2Client.Answer> next = clients.submit(() -> client.post("invoices", draft));
                awaitThat("it waits or is refused", () -> next.isDone() || scrape().value(WAITING) == 1);
                return moved(before, scrape(), full) >= 1;
            });
            assertThat(waiting.get().expect(503).messages())
                    .containsExactly("The queue was too slow; nothing was stored");
            assertThat(moved(before, scrape(), late)).isGreaterThanOrEqualTo(1);
            blocking.rollback();
            stored.get().expect(201);
        }
        awaitThat("nobody waits", () -> scrape().value(WAITING) == 0);
        assertThat(moved(before, scrape(), CREATED)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void noLabelHoldsWhatAClientHasMadeUp() throws Exception {
        client.get("contacts/987654321").expect(404);
        client.get("no_such_family_as_k3y5/1").expect(404);
        client.get("/no-such-path-as-k3y5").expect(404);
        client.get("invoices?view=k3y5").expect(400);
        new V2Client(SERVER.baseUrl(), "k3y5").get("users").expect(401);
        awaitThat(
                "the last is counted",
                () -> scrape().value("sequitur_http_requests_total{family=\"none\",method=\"GET\",status=\"4xx\"}")
                        >= 3);
        Map<String, java.util.Set<String>> labels = scrape().labels();
        assertThat(labels.keySet())
                .containsExactlyInAnyOrder(
                        "family", "method", "status", "reason", "pool", "state", "outcome", "version", "java");
        assertThat(labels.get("family"))
                .contains("contacts", "invoices", "metrics", "none")
                .allMatch(family -> family.matches("[a-z_]+"))
                .doesNotContain("no_such_family_as_k3y5", "users");
        assertThat(labels.get("method")).isSubsetOf("GET", "POST", "PUT", "DELETE");
        assertThat(labels.get("status")).isSubsetOf("2xx", "3xx", "4xx", "5xx");
    }

    @Test
    void mailsThatAreDueAreToldWithTheAgeOfTheOldest() throws Exception {
        Scrape before = scrape();
        WrittenMails mails = new WrittenMails(
                SERVER.dataSource(), company.id(), TestServer.now().minusSeconds(3_600));
        mails.write("zoe@example.com");
        mails.write("books@example.com");
        Scrape after = scrape();
        assertThat(moved(before, after, "sequitur_mails_due")).isEqualTo(2);
        assertThat(moved(before, after, "sequitur_mails_waiting")).isEqualTo(2);
        assertThat(after.value("sequitur_mails_oldest_due_seconds")).isBetween(3_600.0, 3_900.0);
    }

    @Test
    void deliveriesThatAreDueAndEndpointsThatWereDisabledAreTold() throws Exception {
        Scrape before = scrape();
        Endpoint told = Endpoint.of(client, "http://127.0.0.1:9/", "contact.created");
        client.newContact("Ash Hollow");
        Scrape after = scrape();
        assertThat(moved(before, after, "sequitur_webhook_deliveries_due")).isEqualTo(1);
        assertThat(after.value("sequitur_webhook_oldest_due_seconds")).isNotNegative();
        told.change("{\"enabled\":false}");
        Scrape disabled = scrape();
        assertThat(moved(before, disabled, "sequitur_webhook_endpoints_disabled{reason=\"asked\"}"))
                .isEqualTo(1);
        assertThat(moved(before, disabled, "sequitur_webhook_deliveries_due")).isZero();
    }

    @Test
    void aDocumentThatIsDrawnIsCounted() throws Exception {
        String invoice = "invoices/"
                + V2Client.id(client.post(
                                "invoices",
                                Draft.of(client.newContact("Ash Hollow")).body())
                        .expect(201)
                        .body()
                        .path("invoice"));
        Scrape before = scrape();
        client.get(invoice + "/pdf").expect(200);
        Scrape after = scrape();
        assertThat(moved(before, after, "sequitur_pdf_documents_total{outcome=\"drawn\"}"))
                .isEqualTo(1);
        assertThat(moved(before, after, "sequitur_pdf_seconds_count")).isEqualTo(1);
        assertThat(after.value("sequitur_pdf_drawing_max")).isEqualTo(2);
    }

    /** A scrape is no load, and it is not held up by one: what only the database knows is left out. */
    @Test
    void aScrapeIsAnsweredWhileThereIsNoConnectionToBeHad() throws Exception {
        String awaited = "sequitur_database_connections_awaited{pool=\"house\"}";
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                all.add(SERVER.dataSource().getConnection());
            }
            Scrape busy = scrape();
            assertThat(busy.value("sequitur_database_connections{pool=\"house\",state=\"in_use\"}"))
                    .isEqualTo(10);
            assertThat(busy.value("sequitur_database_connections_max{pool=\"house\"}"))
                    .isEqualTo(10);
            assertThat(busy.has("sequitur_mails_due")).isFalse();
            assertThat(busy.has("sequitur_webhook_deliveries_due")).isFalse();
            assertThat(busy.has("sequitur_mail_attempts_total{outcome=\"sent\"}"))
                    .isTrue();
            awaitThat("somebody waits for a connection", () -> scrape().value(awaited) > 0);
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        awaitThat("the database is asked again", () -> scrape().has("sequitur_mails_due"));
        awaitThat("nobody waits", () -> scrape().value(awaited) == 0);
    }

    @Test
    void theProgramTheProcessAndTheJvmAreTold() throws Exception {
        Scrape first = scrape();
        assertThat(first.labels().get("java")).containsExactly(System.getProperty("java.version"));
        assertThat(first.value("sequitur_uptime_seconds")).isPositive();
        assertThat(first.value("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
        assertThat(first.value("jvm_threads_current")).isPositive();
        assertThat(first.names())
                .contains("jvm_gc_collection_seconds", "process_cpu_seconds_total", "process_start_time_seconds");
        assertThat(first.value("sequitur_http_requests_in_flight")).isEqualTo(1);
        assertThat(first.value("sequitur_postgres_restarts_total")).isZero();
    }
}
