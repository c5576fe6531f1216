package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Invoices of a company that numbers when it sends. */
class StrictSeriesWireTest {

    private static final String CHOSEN =
            "reference can't be chosen: this company numbers its documents when they are issued";

    private final TestServer server = TestServer.shared();
    private final String today = TestServer.today().toString();
    private TestCompany tenant;
    private StrictCompany company;

    @BeforeEach
    void switchOn() throws Exception {
        tenant = server.newCompany();
        company = StrictCompany.with(tenant.client(), Map.of("prefix", "INV-", "padding", 4));
    }

    @AfterEach
    void theChainIsWhole() throws Exception {
        assertThat(StrictCompany.breaches(server.dataSource(), tenant.id())).isEmpty();
    }

    @Test
    void draftsHaveNoNumberAndTakeOneInTheOrderOfSending() throws Exception {
        String first = company.draft(Map.of());
        String second = company.draft(Map.of());
        String third = company.draft(Map.of());
        for (String draft : List.of(first, second, third)) {
            assertThat(referenceOf(draft)).isEqualTo("DRAFT (" + draft.replace("invoices/", "") + ")");
        }

        assertThat(company.sent(third)).isEqualTo("INV-0001");
        assertThat(company.sent(first)).isEqualTo("INV-0002");
        assertThat(company.sent(second)).isEqualTo("INV-0003");
        assertThat(referenceOf(first)).isEqualTo("INV-0002");
        assertThat(chain()).containsExactly("INV-0001", "INV-0002", "INV-0003");
        assertThat(company.series("Invoices").path("next_reference").stringValue())
                .isEqualTo("INV-0004");
    }

    @Test
    void listsAndCopiesAreDraftsWithoutNumbersToo() throws Exception {
        Answer list = company.client()
                .post("invoices", Draft.list(List.of(Draft.of(company.contact()), Draft.of(company.contact()))))
                .expect(201);
        String draft = company.draft(Map.of());
        company.sent(draft);
        Answer copy = company.client().post(draft + "/duplicate", "").expect(200);

        assertThat(list.body().path("invoices"))
                .hasSize(2)
                .allSatisfy(invoice -> assertThat(invoice.path("reference").stringValue())
                        .isEqualTo("DRAFT (" + V2Client.id(invoice) + ")"));
        assertThat(StrictCompany.reference(copy))
                .isEqualTo("DRAFT (" + V2Client.id(copy.body().path("invoice")) + ")");
        assertThat(count("reference_sequence")).isZero();
        assertThat(chain()).containsExactly("INV-0001");
    }

    @Test
    void aReferenceCannotBeChosen() throws Exception {
        assertThat(company.create(Map.of("reference", "INV-0007")).expect(422).messages())
                .containsExactly(CHOSEN);
        assertThat(company.client()
                        .post(
                                "invoices",
                                Draft.list(List.of(
                                        Draft.of(company.contact()),
                                        Draft.of(company.contact()).withReference("X"))))
                        .expect(422)
                        .messages())
                .containsExactly("invoices[1]: " + CHOSEN);
        String draft = company.draft(Map.of());
        assertThat(edit(draft, Map.of("reference", "INV-0001")).expect(422).messages())
                .containsExactly(CHOSEN);
        edit(draft, Map.of("reference", referenceOf(draft), "comments", "Thanks"))
                .expect(200);
        assertThat(company.client().get("invoices").header("X-Total-Count")).isEqualTo("1");
        assertThat(company.sent(draft)).isEqualTo("INV-0001");
    }

    @Test
    void aDeletedDraftLeavesNoHole() throws Exception {
        String gone = company.draft(Map.of());
        String kept = company.draft(Map.of());
        company.client().delete(gone).expect(200);
        assertThat(company.sent(kept)).isEqualTo("INV-0001");
    }

    @Test
    void whatWasIssuedCannotBeDeletedTakenBackOrChanged() throws Exception {
        String issued = company.draft(Map.of());
        company.sent(issued);
        String item = company.client()
                .get(issued)
                .body()
                .at("/invoice/invoice_items/0/url")
                .stringValue("");
        String itemPath = item.substring(item.indexOf("/v2/") + "/v2/".length());

        assertThat(company.client().delete(issued).status()).isEqualTo(409);
        assertThat(transition(issued, "mark_as_draft").expect(403).messages())
                .containsExactly("Invoice cannot be marked as draft");
        transition(issued, "mark_as_scheduled").expect(403);
        transition(issued, "convert_to_credit_note").expect(403);
        assertThat(edit(issued, Map.of("dated_on", "2026-01-06", "reference", "INV-0009"))
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "dated_on is locked and cannot be changed", "reference is locked and cannot be changed");
        assertThat(company.client()
                        .put(itemPath, Map.of("invoice_item", Map.of("price", "51")))
                        .status())
                .isEqualTo(422);
        assertThat(company.client().delete(itemPath).status()).isEqualTo(422);
        assertThat(company.client()
                        .post(
                                "invoice_items",
                                Map.of("invoice_item", Map.of("invoice", issued, "description", "x", "price", 1)))
                        .status())
                .isEqualTo(422);
        edit(issued, Map.of("send_reminder_emails", true)).expect(200);
        assertThat(company.client()
                        .get(issued)
                        .body()
                        .at("/invoice/total_value")
                        .stringValue())
                .isEqualTo("100.0");
    }

    @Test
    void writingOffAndOpeningAgainTakeNoNewNumber() throws Exception {
        String issued = company.draft(Map.of());
        company.sent(issued);
        transition(issued, "mark_as_cancelled").expect(200);
        transition(issued, "mark_as_draft").expect(403);
        assertThat(company.sent(issued)).isEqualTo("INV-0001");
        assertThat(company.send(issued).status()).isEqualTo(403);
        assertThat(chain()).containsExactly("INV-0001");
    }

    @Test
    void aScheduledInvoiceTakesItsNumberWhenItIsSent() throws Exception {
        String draft = company.draft(Map.of());
        transition(draft, "mark_as_scheduled").expect(200);
        assertThat(referenceOf(draft)).startsWith("DRAFT (");
        assertThat(company.sent(draft)).isEqualTo("INV-0001");
    }

    @Test
    void datesNeverGoBackInASeriesAndNeverAhead() throws Exception {
        company.sent(company.draftOn("2026-02-01"));
        String early = company.draftOn("2026-01-31");
        String future = company.draftOn(TestServer.today().plusDays(1).toString());

        assertThat(company.send(early).expect(422).messages())
                .containsExactly("dated_on can't be before 2026-02-01, the date of the last document of the series"
                        + " Invoices");
        assertThat(company.send(future).expect(422).messages())
                .containsExactly("dated_on can't be after today, " + today + ": nothing earlier could follow");
        assertThat(referenceOf(early)).startsWith("DRAFT (");
        assertThat(company.sent(company.draftOn("2026-02-01"))).isEqualTo("INV-0002");
        assertThat(company.sent(company.draftOn(today))).isEqualTo("INV-0003");
    }

    @Test
    void aRefusalUsesUpNothing() throws Exception {
        String negative = company.draft(
                Map.of("invoice_items", List.of(Map.of("description", "Back", "quantity", 1, "price", -5))));
        assertThat(company.send(negative).expect(403).messages()).containsExactly("Invoice cannot be marked as sent");
        String draft = company.draft(Map.of());
        assertThat(issue(draft, "No such").expect(422).messages()).containsExactly("series not found");
        company.client().post("/sequitur/v1/invoices/1/issue", "").expect(404);
        jdbc().sql("UPDATE document SET reference = 'INV-0001' WHERE company_id = ? AND id = ?")
                .params(tenant.id(), Long.valueOf(negative.replace("invoices/", "")))
                .update();
        assertThat(company.send(draft).expect(422).messages())
                .containsExactly("reference INV-0001 has already been taken, and the series gives no other");
        company.client().delete(negative).expect(200);

        assertThat(company.sent(draft)).isEqualTo("INV-0001");
        assertThat(company.client().get("invoices?view=draft").header("X-Total-Count"))
                .isEqualTo("0");
    }

    @Test
    void aDocumentIsIssuedInANamedSeries() throws Exception {
        company.addSeries("Export", Map.of("prefix", "EX/{year}/", "padding", 3, "first_number", 41))
                .expect(201);
        String abroad = company.draft(Map.of());
        assertThat(StrictCompany.reference(issue(abroad, "Export").expect(200))).isEqualTo("EX/2026/041");
        assertThat(issue(abroad, "Export").expect(403).messages())
                .containsExactly("Invoice cannot be issued: it has been sent");
        assertThat(StrictCompany.reference(company.client()
                        .post("/sequitur/v1/" + company.draftOn("2026-01-01") + "/issue", "")
                        .expect(200)))
                .isEqualTo("INV-0001");
        assertThat(StrictCompany.reference(
                        issue(company.draft(Map.of()), "Export").expect(200)))
                .isEqualTo("EX/2026/042");
    }

    @Test
    void aRepetitionWithItsKeyIssuesOnce() throws Exception {
        String draft = company.draft(Map.of());
        V2Client keyed = company.client().keyed("send-1");
        Answer first = keyed.post("/sequitur/v1/" + draft + "/issue", "{}").expect(200);
        Answer again = keyed.post("/sequitur/v1/" + draft + "/issue", "{}").expect(200);
        assertThat(again.body()).isEqualTo(first.body());
        V2Client creditKey = company.client().keyed("credit-1");
        Answer note = creditKey.post("/sequitur/v1/" + draft + "/credit", "{}").expect(201);
        assertThat(creditKey
                        .post("/sequitur/v1/" + draft + "/credit", "{}")
                        .expect(201)
                        .body())
                .isEqualTo(note.body());
        assertThat(chain()).containsExactly("INV-0001", "INV-0002");
    }

    @Test
    void aRefusedRequestWithAKeyKeepsNothing() throws Exception {
        company.sent(company.draftOn("2026-02-01"));
        String early = company.draftOn("2026-01-31");
        V2Client keyed = company.client().keyed("early");
        keyed.post(early + "/transitions/mark_as_sent", "").expect(422);
        edit(early, Map.of("dated_on", "2026-02-02")).expect(200);
        assertThat(StrictCompany.reference(
                        keyed.post(early + "/transitions/mark_as_sent", "").expect(200)))
                .isEqualTo("INV-0002");
    }

    @Test
    void theRecordTellsWhatWasIssuedWhateverTheContactIsCalledLater() throws Exception {
        String project = company.client().newProject("Barn", company.contact());
        String draft = company.draft(Map.of("project", project, "discount_percent", "10", "comments", "Zoë \"&\"\n"));
        company.sent(draft);
        JsonNode before = company.record(draft);
        company.client()
                .put(company.contact(), Map.of("contact", Map.of("organisation_name", "Other", "town", "Leeds")))
                .expect(200);
        company.client().put(project, Map.of("project", Map.of("name", "Shed"))).expect(200);
        JsonNode record = company.record(draft);

        assertThat(record).isEqualTo(before);
        assertThat(record.path("previous_sha256").stringValue()).isEqualTo("0".repeat(64));
        assertThat(record.path("sha256").stringValue())
                .isEqualTo(IssuedRecord.sha256(record.path("content").stringValue()));
        JsonNode content = new tools.jackson.databind.json.JsonMapper()
                .readTree(record.path("content").stringValue());
        assertThat(content.at("/customer/name").stringValue()).isEqualTo("Harbour Mills Ltd");
        assertThat(content.at("/project/name").stringValue()).isEqualTo("Barn");
        assertThat(content.path("comments").stringValue()).isEqualTo("Zoë \"&\"\n");
        assertThat(content.path("total_value").stringValue()).isEqualTo("90");
        assertThat(content.path("reference").stringValue()).isEqualTo("INV-0001");
        String next = company.draft(Map.of());
        company.sent(next);
        assertThat(company.record(next).path("previous_sha256")).isEqualTo(record.path("sha256"));
    }

    @Test
    void onlyWhatWasIssuedHasARecordAndTheChainIsPagedThrough() throws Exception {
        String draft = company.draft(Map.of());
        company.client().get("/sequitur/v1/" + draft + "/issued").expect(404);
        company.client().get("/sequitur/v1/series/1/issued").expect(404);
        company.sent(company.draft(Map.of()));
        company.sent(draft);
        String series = company.series("Invoices").path("url").stringValue("");
        Answer page = company.client()
                .get(series.substring(series.indexOf("/sequitur")) + "/issued?per_page=1&page=2")
                .expect(200);

        assertThat(page.body().path("issued")).hasSize(1);
        assertThat(page.body().at("/issued/0/reference").stringValue()).isEqualTo("INV-0002");
        assertThat(page.body().at("/issued/0/content").isMissingNode()).isTrue();
        assertThat(page.header("X-Total-Count")).isEqualTo("2");
        assertThat(page.header("Link")).contains("rel='prev'").doesNotContain("rel='next'");
    }

    private Answer issue(String draft, String series) throws Exception {
        return company.client().post("/sequitur/v1/" + draft + "/issue", Map.of("issue", Map.of("series", series)));
    }

    private Answer transition(String invoice, String name) throws Exception {
        return company.client().put(invoice + "/transitions/" + name, "");
    }

    private Answer edit(String invoice, Map<String, ?> attributes) throws Exception {
        return company.client().put(invoice, Map.of("invoice", attributes));
    }

    private String referenceOf(String invoice) throws Exception {
        return StrictCompany.reference(company.client().get(invoice).expect(200));
    }

    private List<String> chain() throws Exception {
        return company.chain(company.series("Invoices").path("url").stringValue(""));
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(server.dataSource());
    }

    private long count(String table) {
        return jdbc().sql("SELECT count(*) FROM " + table + " WHERE company_id = ?")
                .param(tenant.id())
                .query(Long.class)
                .single();
    }
}
