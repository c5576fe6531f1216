package org.sequitur.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import tools.jackson.databind.JsonNode;

class SuggestionWireTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private String account = "";
    private String foods = "";
    private String joinery = "";

    @BeforeEach
    void anAccountAndTwoContacts() throws Exception {
        account = "bank_accounts/"
                + V2Client.id(company.post("bank_accounts", "{\"bank_account\":{\"name\":\"Current\"}}")
                        .expect(201)
                        .body()
                        .path("bank_account"));
        foods = company.client().newContact("Pier Six Foods Ltd");
        joinery = company.client().newContact("Kestrel Joinery");
    }

    @Test
    void theBestReasonComesFirstAndEachIsNamed() throws Exception {
        sent(foods, "INV-001", 700, "");
        sent(foods, "INV-002", 1000, "");
        sent(joinery, "INV-003", 1000, "");
        sent(joinery, "INV-004", 55, "");
        sent(joinery, "INV-005", 66, "");
        String line = line(1000, "PIER SIX FOODS inv 005 thanks");
        JsonNode suggestions = suggestions(line);
        assertThat(told(suggestions))
                .containsExactly("INV-005 reference", "INV-002 amount contact", "INV-003 amount", "INV-001 contact");
        JsonNode best = suggestions.path(1);
        assertThat(best.path("contact").asString()).endsWith(foods);
        assertThat(best.path("contact_name").asString()).isEqualTo("Pier Six Foods Ltd");
        assertThat(best.path("due_value").asString()).isEqualTo("1000.0");
        assertThat(best.path("currency").asString()).isEqualTo("GBP");
        assertThat(best.path("invoice").asString()).contains("/v2/invoices/");
        JsonNode all = company.get("/sequitur/v1/bank_transactions/suggestions?bank_account=" + account)
                .expect(200)
                .body()
                .path("bank_transactions");
        assertThat(all).hasSize(1);
        assertThat(all.path(0).path("bank_transaction").asString()).endsWith("/v2/bank_transactions/" + line);
        assertThat(all.path(0).path("suggestions")).isEqualTo(suggestions);
    }

    @Test
    void aReferenceIsFoundHoweverABankWritesIt() throws Exception {
        sent(foods, "INV-042", 10, "");
        for (String text : List.of(
                "INV-042", "inv-042", "INV 042", "INV042", "pays inv 042, thanks", "(INV-042)", "REF:INV-042.")) {
            assertThat(told(suggestions(line(1, text)))).as(text).containsExactly("INV-042 reference");
        }
        for (String text : List.of("INV-0421", "INV-04", "XINV-042", "042")) {
            assertThat(told(suggestions(line(1, text)))).as(text).isEmpty();
        }
    }

    @Test
    void onlyOpenInvoicesInTheAccountsCurrencyAreSuggested() throws Exception {
        draft(foods, "INV-001", 80, "");
        String cancelled = sent(foods, "INV-002", 80, "");
        company.put(cancelled + "/transitions/mark_as_cancelled", "").expect(200);
        sent(foods, "INV-003", 80, ",\"currency\":\"EUR\",\"exchange_rate\":1");
        String line = line(80, "Pier Six Foods INV-001 INV-002 INV-003");
        assertThat(told(suggestions(line))).isEmpty();
        sent(foods, "INV-004", 80, "");
        assertThat(told(suggestions(line))).containsExactly("INV-004 amount contact");
    }

    @Test
    void moneyThatWentOutPaysNoInvoice() throws Exception {
        sent(foods, "INV-001", 80, "");
        assertThat(told(suggestions(line(-80, "Pier Six Foods INV-001")))).isEmpty();
        assertThat(told(suggestions(line(0, "Pier Six Foods INV-001")))).isEmpty();
    }

    @Test
    void atMostTenAreSuggestedThoseThatAreDueFirst() throws Exception {
        for (int i = 1; i <= 12; i++) {
            sent(foods, "INV-%03d".formatted(100 + i), 80, "");
        }
        List<String> told = told(suggestions(line(80, "Pier Six Foods")));
        assertThat(told).hasSize(10).startsWith("INV-101 amount contact").endsWith("INV-110 amount contact");
    }

    @Test
    void anotherCompanysInvoicesAreNeverSuggested() throws Exception {
        TestCompany other = TestServer.shared().newCompany();
        String contact = other.client().newContact("Pier Six Foods Ltd");
        sent(other, contact, "INV-001", 80, "");
        assertThat(told(suggestions(line(80, "Pier Six Foods INV-001")))).isEmpty();
    }

    private JsonNode suggestions(String line) throws Exception {
        return company.get("/sequitur/v1/bank_transactions/" + line + "/suggestions")
                .expect(200)
                .body()
                .path("suggestions");
    }

    private static List<String> told(JsonNode suggestions) {
        List<String> told = new ArrayList<>();
        suggestions.forEach(suggestion -> {
            StringBuilder text = new StringBuilder(suggestion.path("reference").asString());
            suggestion.path("reasons").forEach(reason -> text.append(' ').append(reason.asString()));
            told.add(text.toString());
        });
        return told;
    }

    private String line(int amount, String text) throws Exception {
        company.post("bank_transactions/statement?bank_account=" + account, """
                        {"statement":[{"dated_on":"2099-01-05","amount":%d,"description":"%s"}]}
                        """.formatted(amount, text))
                .expect(200);
        return V2Client.id(
                company.get("bank_transactions?bank_account=" + account).body().at("/bank_transactions/0"));
    }

    private String sent(String contact, String reference, int amount, String more) throws Exception {
        return sent(company, contact, reference, amount, more);
    }

    private String draft(String contact, String reference, int amount, String more) throws Exception {
        return draft(company, contact, reference, amount, more);
    }

    private static String sent(TestCompany company, String contact, String reference, int amount, String more)
            throws Exception {
        String invoice = draft(company, contact, reference, amount, more);
        company.put(invoice + "/transitions/mark_as_sent", "").expect(200);
        return invoice;
    }

    private static String draft(TestCompany company, String contact, String reference, int amount, String more)
            throws Exception {
        return "invoices/"
                + V2Client.id(company.post("invoices", """
                        {"invoice":{"contact":"%s","reference":"%s","dated_on":"2026-01-05","payment_terms_in_days":10%s,
                         "invoice_items":[{"description":"x","quantity":1,"price":%d}]}}
                        """.formatted(contact, reference, more, amount))
                        .expect(201)
                        .body()
                        .path("invoice"));
    }
}
