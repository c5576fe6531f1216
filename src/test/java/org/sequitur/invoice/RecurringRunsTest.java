package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sequitur.Draft;
import org.sequitur.ServerProcess;
import org.sequitur.TakenRegister;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.V2Client;
import org.sequitur.store.HouseConnections;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Each day of a recurring invoice becomes one invoice, once it has come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecurringRunsTest {

    private final ToldClock clock = new ToldClock("2026-01-01T12:00:00Z");
    private TestServer server;
    private TestCompany company;
    private V2Client client;
    private RecurringFixture recurring;

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of("sequitur.recurring-look", "50ms"), clock);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void found() throws Exception {
        clock.tell("2026-01-01T12:00:00Z");
        company = server.newCompany();
        client = company.client();
        recurring = new RecurringFixture(client, client.newContact("Harbour Mills"));
    }

    @Test
    void whatWasDueMeanwhileIsMadeEachDayItsOwnUnderConsecutiveReferences() throws Exception {
        JsonNode profile = recurring.created(Map.of("reference", "040"));
        clock.tell("2026-03-31T12:00:00Z");
        awaitInvoices(3);
        assertThat(values("dated_on")).containsExactly("2026-01-31", "2026-02-28", "2026-03-31");
        assertThat(values("reference")).containsExactly("040", "041", "042");
        assertThat(values("due_on")).containsExactly("2026-03-02", "2026-03-30", "2026-04-30");
        assertThat(values("status")).containsOnly("Draft");
        assertThat(values("total_value")).containsOnly("100.0");
        assertThat(values("recurring_invoice")).containsOnly(profile.path("url").asString());
        JsonNode after = recurring.read(profile);
        assertThat(after.path("next_recurs_on").asString()).isEqualTo("2026-04-30");
        assertThat(after.path("dated_on").asString()).isEqualTo("2026-01-31");
        assertThat(after.path("reference").asString()).isEqualTo("040");
        assertThat(recurring
                        .change(profile, Map.of("reference", "9"))
                        .expect(422)
                        .messages())
                .containsExactly("reference is locked and cannot be changed");
        recurring.delete(profile).expect(200);
        assertThat(values("dated_on")).hasSize(3);
        assertThat(client.invoices().getFirst().has("recurring_invoice")).isFalse();
    }

    @Test
    void aDraftAndOneWhoseEndHasComeMakeNothing() throws Exception {
        recurring.created(Map.of("recurring_status", "Draft"));
        JsonNode ending = recurring.created(Map.of("recurring_end_date", "2026-02-28"));
        clock.tell("2026-06-30T12:00:00Z");
        awaitInvoices(2);
        lookTwice();
        assertThat(values("dated_on")).containsExactly("2026-01-31", "2026-02-28");
        assertThat(recurring.read(ending).has("next_recurs_on")).isFalse();
    }

    @Test
    void theDayBeginsInTheCompanysTimeZone() throws Exception {
        JdbcClient.create(server.dataSource())
                .sql("UPDATE company SET time_zone = 'America/New_York' WHERE id = ?")
                .param(company.id())
                .update();
        recurring.created(Map.of());
        clock.tell("2026-01-31T04:59:00Z");
        lookTwice();
        assertThat(values("dated_on")).isEmpty();
        clock.tell("2026-01-31T05:00:00Z");
        awaitInvoices(1);
    }

    @Test
    void aReferenceThatIsTakenByThenGivesWayToTheNextOne() throws Exception {
        JsonNode profile = recurring.created(Map.of("reference", "001"));
        client.post("invoices", draft()).expect(201);
        clock.tell("2026-01-31T12:00:00Z");
        awaitInvoices(2);
        assertThat(values("reference")).containsExactly("001", "002");
        assertThat(recurring.read(profile).path("reference").asString()).isEqualTo("002");
    }

    @Test
    void whatIsRefusedSaysWhyIsTriedAgainAndTakesNoNumber() throws Exception {
        JsonNode profile = recurring.created(Map.of());
        long id = Long.parseLong(V2Client.id(profile));
        JdbcClient jdbc = JdbcClient.create(server.dataSource());
        jdbc.sql("UPDATE recurring_invoice SET bank_account_id = 1 WHERE company_id = ? AND id = ?")
                .params(company.id(), id)
                .update();
        clock.tell("2026-01-31T12:00:00Z");
        ServerProcess.awaitThat("a refusal", () -> !recurring.problem(profile).isEmpty());
        assertThat(recurring.problem(profile)).contains("Bank account not found");
        assertThat(client.post("invoices", draft())
                        .expect(201)
                        .body()
                        .at("/invoice/reference")
                        .asString())
                .isEqualTo("001");
        jdbc.sql("""
                UPDATE recurring_invoice SET bank_account_id = (SELECT id FROM bank_account WHERE company_id = ?)
                WHERE company_id = ? AND id = ?
                """).params(company.id(), company.id(), id).update();
        lookTwice();
        assertThat(values("reference")).containsExactly("001");
        clock.tell("2026-01-31T13:00:00Z");
        awaitInvoices(2);
        assertThat(values("reference")).containsExactly("001", "002");
        assertThat(recurring.problem(profile)).isEmpty();
    }

    @Test
    void oneThatIsToBeSentByMailIsScheduledAndCountedSo() throws Exception {
        recurring.created(Map.of("send_new_invoice_emails", true));
        clock.tell("2026-01-31T12:00:00Z");
        awaitInvoices(1);
        assertThat(values("status")).containsExactly("Scheduled To Email");
        assertThat(client.get("invoices?view=scheduled_to_email").header("X-Total-Count"))
                .isEqualTo("1");
        assertThat(client.get("invoices?view=draft").header("X-Total-Count")).isEqualTo("0");
        List<String> breaches = new ArrayList<>();
        try (Connection connection = server.dataSource().getConnection()) {
            new CountsCheck().run(connection, company.id(), breaches::add);
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void nothingIsMadeOfAHeldCompanyUntilItIsReleasedAndThenEachDayItsOwn() throws Exception {
        server.hold(company);
        JsonNode profile = recurring.created(Map.of());
        clock.tell("2026-02-28T12:00:00Z");
        lookTwice();
        assertThat(values("dated_on")).isEmpty();
        assertThat(recurring.read(profile).path("next_recurs_on").asString()).isEqualTo("2026-01-31");
        server.release(company);
        awaitInvoices(2);
        assertThat(values("dated_on")).containsExactly("2026-01-31", "2026-02-28");
    }

    @Test
    void ofWhatWasFoundDueNothingComesInACompanyThatIsHeldMeanwhile() throws Exception {
        JsonNode profile = recurring.created(Map.of());
        try (TakenRegister register = new TakenRegister(server, company)) {
            clock.tell("2026-01-31T12:00:00Z");
            register.awaitWaiter();
            register.holdCompany();
        }
        lookTwice();
        assertThat(values("dated_on")).isEmpty();
        assertThat(recurring.problem(profile)).isEmpty();
        server.release(company);
        awaitInvoices(1);
    }

    @Test
    void moreOfAHeldCompanyThanIsLookedAtAtATimeKeepsNothingFromOthers() throws Exception {
        server.hold(company);
        recurring.created(Map.of());
        JdbcClient.create(server.dataSource()).sql("""
                        INSERT INTO recurring_invoice SELECT c.* FROM recurring_invoice r CROSS JOIN generate_series(1, 1100) AS n
                        CROSS JOIN LATERAL jsonb_populate_record(r, jsonb_build_object('id', r.id + 1000000 + n)) AS c
                        WHERE r.company_id = ?
                        """).param(company.id()).update();
        clock.tell("2026-01-31T12:00:00Z");
        TestCompany other = server.newCompany();
        new RecurringFixture(other.client(), other.client().newContact("Pier Six")).created(Map.of());
        ServerProcess.awaitThat("another's", () -> other.client().invoices().size() == 1);
        assertThat(values("dated_on")).isEmpty();
    }

    @Test
    void daysThatWerePassedOverMakeNoInvoiceAndTodaysDoesAlsoAfterAChange() throws Exception {
        server.hold(company);
        JsonNode profile = recurring.created(Map.of("reference", "040"));
        JsonNode ending = recurring.created(Map.of("recurring_end_date", "2026-03-30"));
        JsonNode draft = recurring.created(Map.of("recurring_status", "Draft"));
        clock.tell("2026-03-31T12:00:00Z");
        MissedDays missed = new MissedDays(new HouseConnections(server.dataSource()), clock);
        assertThat(missed.passOver(company.id())).isEqualTo(2);
        assertThat(recurring.read(profile).path("next_recurs_on").asString()).isEqualTo("2026-03-31");
        assertThat(recurring.read(ending).has("next_recurs_on")).isFalse();
        assertThat(recurring.read(draft).path("next_recurs_on").asString()).isEqualTo("2026-01-31");
        recurring.change(profile, Map.of("comments", "changed")).expect(200);
        assertThat(recurring.read(profile).path("next_recurs_on").asString()).isEqualTo("2026-03-31");
        server.release(company);
        awaitInvoices(1);
        lookTwice();
        assertThat(values("dated_on")).containsExactly("2026-03-31");
        assertThat(values("reference")).containsExactly("040");
        clock.tell("2026-04-30T12:00:00Z");
        awaitInvoices(2);
        assertThat(values("dated_on")).containsExactly("2026-03-31", "2026-04-30");
        assertThat(missed.passOver(company.id())).isZero();
    }

    private Map<String, Object> draft() throws Exception {
        return Draft.of(client.newContact("Pier Six")).body();
    }

    private void awaitInvoices(int count) throws Exception {
        ServerProcess.awaitThat(count + " invoices", () -> client.invoices().size() >= count);
        assertThat(client.invoices()).hasSize(count);
    }

    /** Until another company's has been made, which was due after everything else. */
    private void lookTwice() throws Exception {
        TestCompany other = server.newCompany();
        RecurringFixture others =
                new RecurringFixture(other.client(), other.client().newContact("Last"));
        for (int i = 1; i <= 2; i++) {
            int count = i;
            others.created(Map.of("dated_on", "2026-01-01", "recurring_end_date", "2026-01-01"));
            ServerProcess.awaitThat(
                    "another look", () -> other.client().invoices().size() == count);
        }
    }

    private List<String> values(String name) throws Exception {
        return client.invoices().stream()
                .map(invoice -> invoice.path(name).asString(""))
                .toList();
    }
}
