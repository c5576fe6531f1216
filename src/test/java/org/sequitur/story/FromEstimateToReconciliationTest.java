package org.sequitur.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.story.ReceivedMails.document;
import static org.sequitur.story.ReceivedMails.recipients;

import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sequitur.ServerProcess;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.invoice.AmountsCheck;
import org.sequitur.invoice.CountsCheck;
import org.sequitur.numbering.ReferencesCheck;
import tools.jackson.databind.JsonNode;

/** An offer is approved, billed, mailed with its PDF, credited and set off; what each document says is right after each step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FromEstimateToReconciliationTest {

    private static final String CUSTOMER = "ap@harbourmills.example";

    private final ToldClock clock = new ToldClock("2026-03-02T12:00:00Z");
    private final ReceivedMails mails = new ReceivedMails();
    private TestServer server;
    private TestCompany company;
    private Business owner;

    @BeforeAll
    void start() {
        server = TestServer.start(mails.settings(), clock);
    }

    @AfterAll
    void stop() {
        server.close();
        mails.close();
    }

    @BeforeEach
    void found() {
        clock.tell("2026-03-02T12:00:00Z");
        company = server.newCompany(new CompanyFounding(
                        "Leith Surveys Ltd",
                        CompanyType.UK_LIMITED_COMPANY,
                        new CompanyFounding.Owner("olive@example.com", "Olive", "Owner"))
                .registeredForSalesTax("GB123456789", LocalDate.of(2020, 1, 1)));
        owner = new Business(company.client());
    }

    @Test
    void oneUserGoesThroughItStepByStep() throws Exception {
        String contact = owner.customer("Harbour Mills", CUSTOMER);

        JsonNode estimate = owner.offer(contact);
        assertSays(
                estimate,
                "status Draft",
                "reference 001",
                "net_value 1000.0",
                "sales_tax_value 200.0",
                "total_value 1200.0");
        owner.mail("estimate", estimate, CUSTOMER, "Our quote [reference]").expect(200);
        assertSays(owner.read("estimate", estimate), "status Open", "reference 001", "total_value 1200.0");
        MimeMessage quote = mails.about("Our quote 001", 1).getFirst();
        assertThat(recipients(quote)).containsExactly(CUSTOMER);
        assertThat(document(quote)).contains("001", "Leith Surveys Ltd", "Harbour Mills", "Survey", "1,200.00");

        assertSays(
                owner.transition("estimate", estimate, "mark_as_approved")
                        .expect(200)
                        .body()
                        .path("estimate"),
                "status Approved");
        assertSays(
                owner.transition("estimate", estimate, "convert_to_invoice")
                        .expect(200)
                        .body()
                        .path("estimate"),
                "status Invoiced",
                "total_value 1200.0");
        JsonNode invoice = owner.invoiceOf(estimate);
        assertSays(
                invoice,
                "status Draft",
                "reference 001",
                "dated_on 2026-03-02",
                "net_value 1000.0",
                "sales_tax_value 200.0",
                "total_value 1200.0",
                "paid_value 0.0",
                "due_value 1200.0");
        assertSays(balance(contact), "account_balance 0.0");

        owner.change("invoice", invoice, Map.of("payment_terms_in_days", 14)).expect(200);
        owner.mail("invoice", invoice, CUSTOMER, "Invoice [reference]").expect(200);
        assertSays(
                owner.read("invoice", invoice),
                "status Open",
                "long_status Open \u2013 due in 14 days",
                "due_on 2026-03-16",
                "due_value 1200.0");
        assertSays(balance(contact), "account_balance 1200.0");
        String pdf = document(mails.about("Invoice 001", 1).getFirst());
        assertThat(pdf).contains("001", "Survey", "1,000.00", "200.00", "1,200.00", "GB123456789");
        assertThat(pdf)
                .as("what is downloaded says what was mailed")
                .isEqualTo(ReceivedMails.text(downloaded("invoices/" + V2Client.id(invoice))));

        JsonNode first = owner.creditNote(contact, 250);
        assertSays(
                first,
                "status Draft",
                "reference 002",
                "net_value -250.0",
                "sales_tax_value -50.0",
                "total_value -300.0",
                "refunded_value 0.0",
                "due_value -300.0");
        owner.mail("credit_note", first, CUSTOMER, "Credit note [reference]").expect(200);
        assertSays(owner.read("credit_note", first), "status Open", "due_value -300.0");
        assertThat(document(mails.about("Credit note 002", 1).getFirst())).contains("002", "300.00");
        assertSays(balance(contact), "account_balance 900.0");

        owner.reconcile(invoice, first, 300).expect(201);
        assertSays(
                owner.read("invoice", invoice),
                "status Open",
                "paid_value 300.0",
                "due_value 900.0",
                "total_value 1200.0");
        assertSays(
                owner.read("credit_note", first),
                "status Refunded",
                "refunded_value -300.0",
                "due_value 0.0",
                "refunded_on 2026-03-20");
        assertSays(balance(contact), "account_balance 900.0");

        clock.tell("2026-03-22T12:00:00Z");
        assertSays(owner.read("invoice", invoice), "status Overdue", "long_status Overdue \u2013 due 6 days ago");
        JsonNode second = owner.creditNote(contact, 750);
        owner.transition("credit_note", second, "mark_as_sent").expect(200);
        JsonNode reconciliation =
                owner.reconcile(invoice, second, 900).expect(201).body().path("credit_note_reconciliation");
        assertSays(
                owner.read("invoice", invoice),
                "status Paid",
                "paid_value 1200.0",
                "due_value 0.0",
                "paid_on 2026-03-20");
        assertSays(owner.read("credit_note", second), "reference 003", "status Refunded", "due_value 0.0");
        assertSays(balance(contact), "account_balance 0.0");
        JsonNode third = owner.creditNote(contact, 10);
        owner.transition("credit_note", third, "mark_as_sent").expect(200);
        owner.reconcile(invoice, third, 1).expect(422);

        owner.client()
                .delete("credit_note_reconciliations/" + V2Client.id(reconciliation))
                .expect(200);
        assertSays(owner.read("invoice", invoice), "status Overdue", "paid_value 300.0", "due_value 900.0");
        assertSays(owner.read("credit_note", second), "status Overdue", "refunded_value 0.0", "due_value -900.0");

        ServerProcess.awaitThat("three mails are marked", () -> sentMails(company) == 3);
        assertThat(mails.count()).isEqualTo(3);
        assertBooksAreWhole();
    }

    @Test
    void twoUsersRaceEachOtherThroughIt() throws Exception {
        List<Business> people = List.of(owner, new Business(colleague()));
        String contact = owner.customer("Harbour Mills", CUSTOMER);
        int mailsBefore = mails.count();

        List<JsonNode> offers = bodies(
                Business.together(
                        people, i -> person -> person.client().post("estimates", Map.of("estimate", offerOf(contact)))),
                201,
                "estimate");
        assertThat(offers).extracting(offer -> text(offer, "reference")).containsExactlyInAnyOrder("001", "002");
        JsonNode estimate = offers.getFirst();
        statuses(
                Business.together(
                        people, i -> person -> person.mail("estimate", estimate, CUSTOMER, "Quote by user " + i)),
                200,
                200);
        assertSays(owner.read("estimate", estimate), "status Open");
        statuses(
                Business.together(people, i -> person -> person.transition("estimate", estimate, "mark_as_approved")),
                200,
                403);
        statuses(
                Business.together(people, i -> person -> person.transition("estimate", estimate, "convert_to_invoice")),
                200,
                403);
        JsonNode invoice = owner.invoiceOf(estimate);
        assertThat(owner.client().invoices()).hasSize(1);
        owner.change("invoice", invoice, Map.of("payment_terms_in_days", 30)).expect(200);

        statuses(
                Business.together(
                        people,
                        i -> person -> i == 0
                                ? person.transition("invoice", invoice, "mark_as_sent")
                                : person.mail("invoice", invoice, CUSTOMER, "Invoice [reference]")),
                200,
                200,
                403);
        assertSays(owner.read("invoice", invoice), "status Open", "reference 001", "due_value 1200.0");

        List<JsonNode> notes = new ArrayList<>();
        for (JsonNode note : bodies(
                Business.together(
                        people,
                        i -> person -> person.client().post("credit_notes", Map.of("credit_note", creditOf(contact)))),
                201,
                "credit_note")) {
            statuses(
                    Business.together(people, i -> person -> person.transition("credit_note", note, "mark_as_sent")),
                    200,
                    403);
            notes.add(note);
        }
        assertThat(notes).extracting(note -> text(note, "reference")).containsExactlyInAnyOrder("002", "003");
        statuses(Business.together(people, i -> person -> person.reconcile(invoice, notes.get(i), 840)), 201, 422);
        assertSays(owner.read("invoice", invoice), "status Open", "paid_value 840.0", "due_value 360.0");
        assertThat(List.of(
                        text(owner.read("credit_note", notes.get(0)), "due_value"),
                        text(owner.read("credit_note", notes.get(1)), "due_value")))
                .containsExactlyInAnyOrder("0.0", "-840.0");

        mails.about("Quote by user 0", 1);
        mails.about("Quote by user 1", 1);
        mails.about("Invoice 001", 1);
        ServerProcess.awaitThat("three mails are marked", () -> sentMails(company) == 3);
        assertThat(mails.count() - mailsBefore).isEqualTo(3);
        assertBooksAreWhole();
    }

    private static Map<String, Object> offerOf(String contact) {
        return Map.of(
                "contact",
                contact,
                "estimate_type",
                "Quote",
                "status",
                "Draft",
                "dated_on",
                "2026-03-02",
                "estimate_items",
                List.of(Map.of("description", "Survey", "quantity", 1, "price", 1000, "sales_tax_rate", 20)));
    }

    private static Map<String, Object> creditOf(String contact) {
        return Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-03-02",
                "credit_note_items",
                List.of(Map.of("description", "Back", "quantity", 1, "price", -700, "sales_tax_rate", 20)));
    }

    /** Somebody else of the company, who may write invoices. */
    private V2Client colleague() throws Exception {
        Map<String, Object> user = Map.of(
                "email",
                "carl@example.com",
                "first_name",
                "Carl",
                "last_name",
                "Colleague",
                "role",
                "Employee",
                "permission_level",
                6);
        JsonNode made =
                company.post("users", Map.of("user", user)).expect(201).body().path("user");
        String token = server.server()
                .accessTokens()
                .create(company.id(), Long.parseLong(V2Client.id(made)), "race")
                .text();
        return new V2Client(server.baseUrl(), token);
    }

    private JsonNode balance(String contact) throws Exception {
        return owner.client().get(contact).expect(200).body().path("contact");
    }

    private byte[] downloaded(String document) throws Exception {
        return Base64.getDecoder()
                .decode(owner.client()
                        .get(document + "/pdf")
                        .expect(200)
                        .body()
                        .at("/pdf/content")
                        .asString());
    }

    private static long sentMails(TestCompany company) throws Exception {
        return Long.parseLong(
                company.get("/sequitur/v1/mails?state=sent").expect(200).header("X-Total-Count"));
    }

    private void assertBooksAreWhole() throws Exception {
        List<String> breaches = new ArrayList<>();
        try (Connection connection = server.dataSource().getConnection()) {
            new CountsCheck().run(connection, company.id(), breaches::add);
            new AmountsCheck().run(connection, company.id(), breaches::add);
            new ReferencesCheck().run(connection, company.id(), breaches::add);
        }
        assertThat(breaches).isEmpty();
    }

    private static List<JsonNode> bodies(List<Answer> answers, int status, String root) {
        return answers.stream()
                .map(answer -> answer.expect(status).body().path(root))
                .toList();
    }

    /** Each status is one of those, and the first is among them. */
    private static void statuses(List<Answer> answers, Integer... expected) {
        if (expected.length == answers.size()) {
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(expected);
        } else {
            assertThat(answers)
                    .extracting(Answer::status)
                    .isSubsetOf(Arrays.asList(expected))
                    .contains(expected[0]);
        }
    }

    private static void assertSays(JsonNode document, String... values) {
        assertThat(Arrays.stream(values)
                        .map(value -> value.substring(0, value.indexOf(' ')))
                        .map(name -> name + " " + text(document, name)))
                .containsExactly(values);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
