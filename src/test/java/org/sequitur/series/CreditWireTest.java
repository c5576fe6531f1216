package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was issued is corrected by a credit note. */
class CreditWireTest {

    private final TestServer server = TestServer.shared();
    private TestCompany tenant;
    private StrictCompany company;

    @BeforeEach
    void switchOn() throws Exception {
        tenant = server.newCompany();
        jdbc().sql("""
                        UPDATE company SET sales_tax_registration_status = 'Registered',
                            sales_tax_registration_number = '123', sales_tax_effective_date = '2020-01-01'
                        WHERE id = ?
                        """).param(tenant.id()).update();
        company = StrictCompany.with(tenant.client(), Map.of("prefix", "R-", "padding", 3));
    }

    @AfterEach
    void theChainIsWhole() throws Exception {
        assertThat(StrictCompany.breaches(server.dataSource(), tenant.id())).isEmpty();
    }

    @Test
    void aCreditNoteTakesTheWholeInvoiceBackUnderTheNextNumber() throws Exception {
        String invoice = company.draft(Map.of(
                "discount_percent",
                "15",
                "invoice_items",
                List.of(
                        Map.of("description", "Work", "item_type", "Hours", "quantity", "1.5", "price", "33.333"),
                        Map.of("description", "Book", "quantity", 3, "price", "9.99", "sales_tax_rate", "0"))));
        company.sent(invoice);
        JsonNode before = company.client().get(invoice).body().path("invoice");
        Answer answer = company.credit(invoice, Map.of()).expect(201);
        JsonNode note = answer.body().path("credit_note");

        assertThat(note.path("reference").stringValue()).isEqualTo("R-002");
        assertThat(answer.header("Location")).isEqualTo(note.path("url").stringValue());
        assertThat(note.path("dated_on").stringValue())
                .isEqualTo(TestServer.today().toString());
        assertThat(note.path("due_on")).isEqualTo(note.path("dated_on"));
        assertThat(note.path("status").stringValue()).isEqualTo("Open");
        assertThat(note.path("long_status").stringValue()).isEqualTo("Open \u2013 due today");
        for (String value : List.of("net_value", "sales_tax_value", "total_value")) {
            assertThat(note.path(value).stringValue())
                    .isEqualTo("-" + before.path(value).stringValue());
        }
        assertThat(note.at("/credit_note_items/0/price").stringValue()).isEqualTo("-33.333");
        assertThat(note.at("/credit_note_items/0/quantity").stringValue()).isEqualTo("1.5");
        assertThat(company.client().get(invoice).body().path("invoice")).isEqualTo(before);
        assertThat(company.client().get("invoices").header("X-Total-Count")).isEqualTo("1");

        JsonNode record = company.record("invoices/" + V2Client.id(note));
        JsonNode content = new JsonMapper().readTree(record.path("content").stringValue());
        assertThat(content.at("/corrects/reference").stringValue()).isEqualTo("R-001");
        assertThat(content.path("kind").stringValue()).isEqualTo("credit_note");
        assertThat(record.path("corrects").stringValue()).endsWith(invoice);
        assertThat(content.path("totals_by_rate")).hasSize(2);
    }

    @Test
    void anInvoiceIsCreditedOnceInFull() throws Exception {
        String invoice = company.draft(Map.of());
        company.sent(invoice);
        company.credit(invoice, Map.of()).expect(201);
        assertThat(company.credit(invoice, Map.of()).expect(409).messages())
                .containsExactly("Invoice has already been credited in full");
        assertThat(company.sent(company.draftOn(TestServer.today().toString()))).isEqualTo("R-003");
    }

    @Test
    void aRefusedCreditNoteUsesUpNothing() throws Exception {
        String draft = company.draft(Map.of());
        assertThat(company.credit(draft, Map.of()).expect(403).messages())
                .containsExactly("Invoice cannot be credited: it was not issued in a strict series");
        company.sent(draft);
        company.credit(draft, Map.of("dated_on", "2026-01-04")).expect(422);
        company.credit(draft, Map.of("dated_on", TestServer.today().plusDays(1).toString()))
                .expect(422);
        company.credit(draft, Map.of("series", "No such")).expect(422);
        company.credit(draft, Map.of("dated_on", "soon")).expect(422);
        company.credit("invoices/1", Map.of()).expect(404);
        assertThat(StrictCompany.reference(
                        company.credit(draft, Map.of("dated_on", "2026-01-06")).expect(201)))
                .isEqualTo("R-002");
    }

    @Test
    void creditNotesMayHaveASeriesOfTheirOwn() throws Exception {
        company.addSeries("Credit notes", Map.of("prefix", "CN-", "padding", 1)).expect(201);
        company.numbering(Map.of("credit_note_series", "Credit notes")).expect(200);
        String invoice = company.draft(Map.of());
        company.sent(invoice);
        assertThat(StrictCompany.reference(company.credit(invoice, Map.of()).expect(201)))
                .isEqualTo("CN-1");
        assertThat(company.sent(company.draft(Map.of()))).isEqualTo("R-002");
    }

    @Test
    void aCreditNoteHasNoNumberOfItsOwnWhereNothingIsStrict() throws Exception {
        TestCompany other = server.newCompany();
        StrictCompany loose = StrictCompany.of(other.client());
        String invoice = loose.draft(Map.of());
        loose.send(invoice).expect(200);
        loose.credit(invoice, Map.of()).expect(403);
        other.client()
                .post("/sequitur/v1/" + loose.draft(Map.of()) + "/issue", "")
                .expect(403);
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(server.dataSource());
    }
}
