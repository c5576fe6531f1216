package org.sequitur.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.Draft;
import org.sequitur.LockWaiters;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A POST with an Idempotency-Key takes effect once; without one nothing is other than before. */
class KeyedPostsTest {

    private static final String REPLAYED = "Idempotent-Replayed";

    private final JdbcClient jdbc = JdbcClient.create(TestServer.shared().dataSource());
    private TestCompany company;
    private V2Client client;
    private String contact;

    @BeforeEach
    void found() throws Exception {
        company = TestServer.shared().newCompany();
        client = company.client();
        contact = client.newContact("Harbour Mills");
    }

    @Test
    void aRepeatedCreateIsAnsweredLikeTheFirstAndMakesNothing() throws Exception {
        Answer first = client.keyed("run-7/41").post("invoices", draft()).expect(201);
        client.post("invoices", draft()).expect(201);
        Answer again = client.keyed("run-7/41").post("invoices", draft()).expect(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(first.header(REPLAYED)).isEmpty();
        assertThat(again.header(REPLAYED)).isEqualTo("true");
        assertThat(client.invoices()).hasSize(2);
    }

    @Test
    void theFirstAnswerIsRepeatedWhateverBecameOfTheInvoice() throws Exception {
        Answer first = client.keyed("k").post("invoices", draft()).expect(201);
        client.delete("invoices/" + V2Client.id(first.body().path("invoice"))).expect(200);
        assertThat(client.keyed("k").post("invoices", draft()).expect(201).text())
                .isEqualTo(first.text());
        assertThat(client.invoices()).isEmpty();
    }

    @Test
    void aRepeatedDuplicateIsAnsweredLikeTheFirstThoughTheOriginalIsGone() throws Exception {
        Answer original = client.post("invoices", draft()).expect(201);
        String path = "invoices/" + V2Client.id(original.body().path("invoice"));
        Answer first = client.keyed("k").post(path + "/duplicate", "").expect(200);
        client.delete(path).expect(200);

        Answer again = client.keyed("k").post(path + "/duplicate", "").expect(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header(REPLAYED)).isEqualTo("true");
        client.keyed("another").post(path + "/duplicate", "").expect(404);
        client.keyed("k").post("invoices/1/duplicate", "").expect(422);
        assertThat(client.invoices()).hasSize(1);
    }

    @Test
    void everyOtherPostTakesEffectOnceToo() throws Exception {
        Answer invoice = client.post("invoices", draft()).expect(201);
        String id = V2Client.id(invoice.body().path("invoice"));
        assertOnce("contacts", Map.of("contact", Map.of("organisation_name", "Quay Stores")), "contact", 2);
        assertOnce("projects", Map.of("project", project()), "project", 1);
        assertOnce("invoices/" + id + "/duplicate", "", "document", 2);
        Map<String, Object> line = Map.of("invoice", "invoices/" + id, "description", "More", "price", "5");
        assertOnce("invoice_items", Map.of("invoice_item", line), "document_item", 3);
        assertOnce("invoices/" + id + "/transitions/mark_as_sent", "", "document", 2);
    }

    /** Sent twice under one key and once under another, all in the same words. */
    private void assertOnce(String path, Object body, String table, int rows) throws Exception {
        Answer first = client.keyed(path).post(path, body);
        Answer again = client.keyed(path).post(path, body);
        assertThat(first.status()).as(first.text()).isBetween(200, 201);
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header(REPLAYED)).isEmpty();
        assertThat(again.header(REPLAYED)).isEqualTo("true");
        assertThat(rows(table)).as(table).isEqualTo(rows);
    }

    private Map<String, Object> project() {
        return Map.of(
                "name", "Weir", "contact", contact, "status", "Active", "currency", "GBP", "budget_units", "Hours");
    }

    private long rows(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE company_id = ?")
                .param(company.id())
                .query(Long.class)
                .single();
    }

    @Test
    void aKeyWithAnotherPayloadIsRefusedAndMakesNothing() throws Exception {
        client.keyed("k").post("invoices", draft()).expect(201);
        Answer other = client.keyed("k")
                .post("invoices", Draft.of(contact).withLines(2).body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.messages()).containsExactly("Idempotency-Key was used for another request");
        assertThat(client.invoices()).hasSize(1);
        Answer elsewhere = client.keyed("k").post("contacts", Map.of("contact", Map.of("organisation_name", "Quay")));
        assertThat(elsewhere.status()).isEqualTo(422);
        assertThat(rows("contact")).isEqualTo(1);
        assertThat(client.post("invoices", draft())
                        .body()
                        .path("invoice")
                        .path("reference")
                        .stringValue(""))
                .isEqualTo("002");
    }

    @Test
    void aContactsKeyCannotBeUsedForAnInvoice() throws Exception {
        client.keyed("k")
                .post("contacts", Map.of("contact", Map.of("organisation_name", "Quay")))
                .expect(201);
        assertThat(client.keyed("k").post("invoices", draft()).status()).isEqualTo(422);
        assertThat(client.invoices()).isEmpty();
    }

    @Test
    void aRefusalIsNotKept() throws Exception {
        Answer taken = client.post(
                        "invoices", Draft.of(contact).withReference("A-1").body())
                .expect(201);
        Object asked = Draft.of(contact).withReference("A-1").body();
        client.keyed("k").post("invoices", asked).expect(422);
        client.delete("invoices/" + V2Client.id(taken.body().path("invoice"))).expect(200);
        client.keyed("k").post("invoices", asked).expect(201);
        client.keyed("c")
                .post("contacts", Map.of("contact", Map.of("first_name", "Ann")))
                .expect(422);
        assertThat(rows("kept_answer")).isEqualTo(1);
    }

    @Test
    void anotherCompanyMayUseTheSameKey() throws Exception {
        client.keyed("k").post("invoices", draft()).expect(201);
        TestCompany other = TestServer.shared().newCompany();
        Object body = Draft.of(other.client().newContact("Quay Stores")).body();
        Answer answer = other.client().keyed("k").post("invoices", body).expect(201);
        assertThat(answer.header(REPLAYED)).isEmpty();
        assertThat(other.client().invoices()).hasSize(1);
    }

    @Test
    void aKeyInQuotesIsTheSameKey() throws Exception {
        client.keyed("\"8e\\\"03\"").post("invoices", draft()).expect(201);
        assertThat(client.keyed("8e\"03").post("invoices", draft()).header(REPLAYED))
                .isEqualTo("true");
    }

    @Test
    void aBodyThatIsTooLargeLeavesTheKeyFree() throws Exception {
        Answer tooLarge = client.keyed("k").post("invoices", " ".repeat(10 * 1024 * 1024 + 1));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(rows("kept_answer")).isZero();
        Answer answer = client.keyed("k").post("invoices", draft()).expect(201);
        assertThat(answer.header(REPLAYED)).isEmpty();
        assertThat(client.invoices()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "k\ty", "TOO LONG"})
    void aKeyThatIsNoneIsRefused(String key) throws Exception {
        String sent = key.equals("TOO LONG") ? "k".repeat(256) : key;
        Answer answer = client.keyed(sent).post("invoices", draft());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.messages()).containsExactly("Idempotency-Key must have 1 to 255 visible characters");
        assertThat(client.invoices()).isEmpty();
    }

    /** About as long as a header may be: matching it must not need a frame of the stack for each character. */
    @ParameterizedTest
    @ValueSource(strings = {"k", "\\\""})
    void aKeyInQuotesAsLongAsAHeaderIsRefused(String character) throws Exception {
        String sent = '"' + character.repeat(15_000 / character.length()) + '"';
        Answer answer = client.keyed(sent).post("invoices", draft());
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.messages()).containsExactly("Idempotency-Key must have 1 to 255 visible characters");
        assertThat(client.invoices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "\""})
    void theLongestKeyInQuotesIsTheSameKey(String character) throws Exception {
        String key = character.repeat(255);
        client.keyed('"' + key.replace("\"", "\\\"") + '"')
                .post("invoices", draft())
                .expect(201);
        assertThat(client.keyed(key).post("invoices", draft()).header(REPLAYED)).isEqualTo("true");
    }

    @Test
    void theLongestKeyWorks() throws Exception {
        String key = "k".repeat(255);
        client.keyed(key).post("invoices", draft()).expect(201);
        assertThat(client.keyed(key).post("invoices", draft()).header(REPLAYED)).isEqualTo("true");
    }

    @Test
    void onlyPostsTakeAKey() throws Exception {
        Answer invoice = client.post("invoices", draft()).expect(201);
        String path = "invoices/" + V2Client.id(invoice.body().path("invoice"));
        client.keyed("k")
                .put(path, Map.of("invoice", Map.of("comments", "One")))
                .expect(200);
        Answer second = client.keyed("k").put(path, Map.of("invoice", Map.of("comments", "Two")));
        assertThat(second.expect(200).body().path("invoice").path("comments").stringValue(""))
                .isEqualTo("Two");
        client.keyed("k").get(path).expect(200);
        assertThat(rows("kept_answer")).isZero();
    }

    @Test
    void theAnswerIsRepeatedInTheFormOfTheFirst() throws Exception {
        Answer xml = client.keyed("k").with("Accept", "application/xml").post("invoices", draft());
        Answer again = client.keyed("k").post("invoices", draft());
        assertThat(xml.expect(201).text()).startsWith("<?xml");
        assertThat(again.text()).isEqualTo(xml.text());
        assertThat(again.header("Content-Type")).isEqualTo(xml.header("Content-Type"));
    }

    @Test
    void aKeyWhoseRequestIsUnderWayIsAnswered409() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection blocker = TestServer.shared().dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            lockRegister(blocker);
            Future<Answer> first = clients.submit(() -> client.keyed("k").post("invoices", draft()));
            LockWaiters.await(TestServer.shared().dataSource());
            Answer second = client.keyed("k").post("invoices", draft());
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.header("Retry-After")).isEqualTo("1");
            assertThat(second.messages()).containsExactly("A request with this Idempotency-Key is under way");
            blocker.rollback();
            first.get(1, TimeUnit.MINUTES).expect(201);
            assertThat(client.keyed("k").post("invoices", draft()).header(REPLAYED))
                    .isEqualTo("true");
            assertThat(client.invoices()).hasSize(1);
        }
    }

    @Test
    void aKeyOfAnotherProcessUnderWayIsAnswered409() throws Exception {
        Object body = Map.of("contact", Map.of("organisation_name", "Quay"));
        try (Connection other = TestServer.shared().dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock =
                    other.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended('k', ?))")) {
                lock.setLong(1, company.id());
                lock.execute();
            }
            assertThat(client.keyed("k").post("contacts", body).status()).isEqualTo(409);
            other.rollback();
        }
        client.keyed("k").post("contacts", body).expect(201);
    }

    private void lockRegister(Connection blocker) throws Exception {
        try (PreparedStatement lock =
                blocker.prepareStatement("SELECT 1 FROM document_register WHERE company_id = ? FOR UPDATE")) {
            lock.setLong(1, company.id());
            lock.execute();
        }
    }

    @Test
    void aKeyIsForgottenAfterADay() throws Exception {
        client.keyed("k").post("invoices", draft()).expect(201);
        client.keyed("c")
                .post("contacts", Map.of("contact", Map.of("organisation_name", "Quay")))
                .expect(201);
        age("23 hours 59 minutes");
        assertThat(client.keyed("k").post("invoices", draft()).header(REPLAYED)).isEqualTo("true");
        age("2 minutes");
        assertThat(client.keyed("k").post("invoices", draft()).expect(201).header(REPLAYED))
                .isEmpty();
        Answer contactAgain =
                client.keyed("c").post("contacts", Map.of("contact", Map.of("organisation_name", "Quay")));
        assertThat(contactAgain.expect(201).header(REPLAYED)).isEmpty();
        assertThat(client.invoices()).hasSize(2);
        assertThat(client.keyed("k").post("invoices", draft()).header(REPLAYED)).isEqualTo("true");
    }

    @Test
    void whatIsForgottenLeavesTheDatabase() throws Exception {
        client.keyed("old").post("invoices", draft()).expect(201);
        age("25 hours");
        client.keyed("young").post("invoices", draft()).expect(201);
        try (ExpiredAnswers expired = new ExpiredAnswers(
                new HouseConnections(TestServer.shared().dataSource()),
                new RecordClock(Clock.fixed(TestServer.now(), ZoneOffset.UTC)))) {
            // What it returns says nothing here: the server may have swept first.
            expired.forget();
        }
        assertThat(jdbc.sql("SELECT key FROM kept_answer WHERE company_id = ?")
                        .param(company.id())
                        .query(String.class)
                        .list())
                .containsExactly("young");
    }

    private void age(String by) {
        jdbc.sql("UPDATE kept_answer SET created_at = created_at - ?::interval WHERE company_id = ?")
                .params(by, company.id())
                .update();
    }

    @Test
    void withoutAKeyNothingIsKept() throws Exception {
        client.post("invoices", draft()).expect(201);
        client.post("invoices", draft()).expect(201);
        assertThat(rows("kept_answer")).isZero();
        assertThat(client.invoices()).hasSize(2);
    }

    private Object draft() {
        return Draft.of(contact).body();
    }
}
