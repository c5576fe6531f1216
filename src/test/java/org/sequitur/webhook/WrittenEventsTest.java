package org.sequitur.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.outbox.WrittenMails;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is written when a record changes: with the change, once, and only for those who want to know. */
class WrittenEventsTest {

    private static final String NOBODY = "https://receiver.invalid/hooks";

    /**
     * Tables with a time of change whose changes nobody is told of: settings, and what belongs to a record that is told of. A migration that
     * adds a table calls {@code announce}, or its table comes here.
     */
    private static final Set<String> SILENT = Set.of(
            "category",
            "company",
            "document_design",
            "document_item",
            "document_block",
            "email_template",
            "estimate_item",
            "recurring_invoice_item",
            "reference_series",
            "webhook_endpoint");

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());

    private List<String> types() throws IOException, InterruptedException {
        JsonNode events = company.get("/sequitur/v1/webhook_events?per_page=100")
                .expect(200)
                .body()
                .path("webhook_events");
        List<String> types = new ArrayList<>();
        events.forEach(event -> types.add(event.path("type").asString()));
        Collections.reverse(types);
        return types;
    }

    /** What was written since it was asked last. */
    private List<String> news(List<String> before) throws IOException, InterruptedException {
        List<String> all = types();
        List<String> news = all.subList(before.size(), all.size());
        before.addAll(List.copyOf(news));
        return news;
    }

    @Test
    void everyTransitionHasAnEventOfItsName() throws Exception {
        Endpoint.of(company.client(), NOBODY);
        List<String> told = new ArrayList<>();
        String contact = company.client().newContact("Ash Hollow");
        assertThat(news(told)).containsExactly("contact.created");
        company.put(contact, "{\"contact\":{\"town\":\"Perth\"}}").expect(200);
        assertThat(news(told)).containsExactly("contact.updated");
        String project = company.client().newProject("Barn", contact);
        assertThat(news(told)).containsExactly("project.created");

        String invoice = "invoices/"
                + V2Client.id(made(company.post("invoices", Draft.of(contact).body()), "invoice"));
        assertThat(news(told)).containsExactly("invoice.created");
        company.put(invoice, "{\"invoice\":{\"comments\":\"Thanks\"}}").expect(200);
        assertThat(news(told)).containsExactly("invoice.updated");
        for (List<String> step : List.of(
                List.of("mark_as_scheduled", "invoice.scheduled"),
                List.of("mark_as_draft", "invoice.reopened"),
                List.of("mark_as_sent", "invoice.sent"),
                List.of("mark_as_draft", "invoice.reopened"))) {
            company.put(invoice + "/transitions/" + step.getFirst(), "").expect(200);
            assertThat(news(told)).as(step.getFirst()).containsExactly(step.getLast());
        }
        company.delete(invoice).expect(200);
        assertThat(news(told)).containsExactly("invoice.deleted");
        String bad = "invoices/"
                + V2Client.id(made(company.post("invoices", Draft.of(contact).body()), "invoice"));
        company.put(bad + "/transitions/mark_as_sent", "").expect(200);
        company.put(bad + "/transitions/mark_as_cancelled", "").expect(200);
        assertThat(news(told)).containsExactly("invoice.created", "invoice.sent", "invoice.cancelled");

        String estimate =
                "estimates/" + V2Client.id(made(company.post("estimates", """
                        {"estimate":{"contact":"%s","estimate_type":"Quote","status":"Draft","dated_on":"2026-01-05",
                         "estimate_items":[{"description":"Own","quantity":1,"price":2}]}}
                        """.formatted(contact)), "estimate"));
        company.put(estimate + "/transitions/mark_as_sent", "").expect(200);
        company.put(estimate + "/transitions/mark_as_approved", "").expect(200);
        company.put(estimate + "/transitions/convert_to_invoice", "").expect(200);
        assertThat(news(told))
                .containsExactly(
                        "estimate.created",
                        "estimate.sent",
                        "estimate.approved",
                        "invoice.created",
                        "estimate.invoiced");
        company.delete(project).expect(200);
        assertThat(news(told)).containsExactly("project.deleted");
    }

    private static JsonNode made(V2Client.Answer answer, String root) {
        return answer.expect(201).body().path(root);
    }

    @Test
    void whatIsPaidByACreditNoteIsToldOfForBoth() throws Exception {
        String contact = company.client().newContact("Ash Hollow");
        String invoice =
                V2Client.id(made(company.post("invoices", Draft.of(contact).body()), "invoice"));
        String note = V2Client.id(made(company.post("credit_notes", """
                {"credit_note":{"contact":"%s","dated_on":"2026-01-05",
                 "credit_note_items":[{"description":"Back","quantity":1,"price":-100000}]}}
                """.formatted(contact)), "credit_note"));
        company.put("invoices/" + invoice + "/transitions/mark_as_sent", "").expect(200);
        company.put("credit_notes/" + note + "/transitions/mark_as_sent", "").expect(200);
        JsonNode shown = company.get("invoices/" + invoice).expect(200).body().path("invoice");
        Endpoint.of(company.client(), NOBODY);
        String set = V2Client.id(made(
                company.post(
                        "credit_note_reconciliations",
                        Map.of(
                                "credit_note_reconciliation",
                                Map.of(
                                        "gross_value",
                                        shown.path("due_value").asString(),
                                        "invoice",
                                        invoice,
                                        "credit_note",
                                        note))),
                "credit_note_reconciliation"));
        assertThat(types())
                .containsExactlyInAnyOrder("credit_note_reconciliation.created", "invoice.paid", "credit_note.updated");
        company.delete("credit_note_reconciliations/" + set).expect(200);
        assertThat(types()).contains("invoice.unpaid", "credit_note_reconciliation.deleted");
    }

    @Test
    void workersWhoAskNobodyAreNotOverheard() throws Exception {
        Endpoint.of(company.client(), NOBODY);
        WrittenMails mails = new WrittenMails(server.dataSource(), company.id(), TestServer.now());
        long mail = mails.write("mira@example.com");
        jdbc.sql("UPDATE outgoing_mail SET state = 'sent', next_attempt_at = NULL, sent_at = now() WHERE id = ?")
                .param(mail)
                .update();
        jdbc.sql("UPDATE outgoing_mail SET updated_at = now() WHERE id = ?")
                .param(mail)
                .update();
        assertThat(types()).containsExactly("mail.created", "mail.sent");
    }

    @Test
    void aListOfInvoicesIsAnEventForEachInTheirOrder() throws Exception {
        String contact = company.client().newContact("Ash Hollow");
        Endpoint.of(company.client(), NOBODY);
        List<Draft> drafts = Collections.nCopies(40, Draft.of(contact));
        JsonNode made =
                company.post("invoices", Draft.list(drafts)).expect(201).body().path("invoices");
        List<String> references = new ArrayList<>();
        made.forEach(invoice -> references.add(invoice.path("reference").asString()));
        List<String> told = jdbc.sql("SELECT reference FROM webhook_event WHERE company_id = ? ORDER BY id")
                .param(company.id())
                .query(String.class)
                .list();
        assertThat(told).hasSize(40).isEqualTo(references);
    }

    @Test
    void whatIsRefusedOrRepeatedIsNoEvent() throws Exception {
        String contact = company.client().newContact("Ash Hollow");
        Endpoint.of(company.client(), NOBODY);
        company.post("invoices", "{\"invoice\":{\"contact\":\"%s\"}}".formatted(contact))
                .expect(422);
        company.post("invoices", Draft.list(List.of(Draft.of(contact), Draft.of("contacts/1"))))
                .expect(422);
        company.put(contact, "{\"contact\":{\"organisation_name\":\"\"}}").expect(422);
        company.delete("contacts/1").expect(404);
        assertThat(types()).isEmpty();
        company.client()
                .keyed("once")
                .post("contacts", "{\"contact\":{\"organisation_name\":\"Elm\"}}")
                .expect(201);
        company.client()
                .keyed("once")
                .post("contacts", "{\"contact\":{\"organisation_name\":\"Elm\"}}")
                .expect(201);
        assertThat(types()).containsExactly("contact.created");
    }

    @Test
    void onlyWhatSomebodyWantsToKnowIsWritten() throws Exception {
        String contact = company.client().newContact("Nobody listens");
        Endpoint some = Endpoint.of(company.client(), NOBODY, "invoice.sent", "contact.updated");
        String invoice =
                V2Client.id(made(company.post("invoices", Draft.of(contact).body()), "invoice"));
        company.put("invoices/" + invoice + "/transitions/mark_as_sent", "").expect(200);
        assertThat(types()).containsExactly("invoice.sent");
        some.change("{\"enabled\":false}");
        company.put(contact, "{\"contact\":{\"town\":\"Perth\"}}").expect(200);
        assertThat(types()).containsExactly("invoice.sent");
        some.change("{\"enabled\":true}");
        company.put(contact, "{\"contact\":{\"town\":\"Elgin\"}}").expect(200);
        assertThat(types()).containsExactly("invoice.sent", "contact.updated");
        company.delete(some.path()).expect(200);
        company.put(contact, "{\"contact\":{\"town\":\"Nairn\"}}").expect(200);
        assertThat(types()).containsExactly("invoice.sent", "contact.updated");
        TestCompany other = server.newCompany();
        other.client().newContact("Somebody else's");
        assertThat(other.get("/sequitur/v1/webhook_events").expect(200).text()).isEqualTo("{\"webhook_events\":[]}");
    }

    @Test
    void everyTableOfRecordsIsAnnouncedOrSilent() {
        Set<String> announced =
                strings("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'announced_%'");
        Set<String> changing = strings("""
                SELECT DISTINCT a.attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE a.attname = 'updated_at' AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                  AND EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname IN ('company_id', 'subdomain'))
                """);
        Set<String> heard = new HashSet<>(announced);
        heard.addAll(SILENT);
        assertThat(heard).containsAll(changing);
        assertThat(announced).doesNotContainAnyElementsOf(SILENT);
        assertThat(strings("SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE tgname LIKE 'announced_%'"))
                .hasSize(announced.size() * 3);
    }

    @Test
    void everyKindThatIsAnnouncedIsKnownByName() {
        Set<String> kinds = strings("""
                SELECT DISTINCT convert_from(substring(tgargs FROM 1 FOR octet_length(tgargs) - 1), 'UTF8') FROM pg_trigger
                WHERE tgname LIKE 'announced_%'
                """);
        kinds.remove("document");
        kinds.addAll(Set.of("invoice", "credit_note"));
        assertThat(kinds)
                .hasSizeGreaterThan(10)
                .allSatisfy(kind -> assertThat(EventTypes.isKnown(kind + ".created"))
                        .as(kind)
                        .isTrue());
    }

    private Set<String> strings(String sql) {
        return jdbc.sql(sql).query(String.class).list().stream().collect(Collectors.toSet());
    }
}
