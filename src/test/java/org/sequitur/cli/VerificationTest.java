package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.explanation.Till;
import org.sequitur.series.StrictCompany;
import org.sequitur.verification.Verification;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Books that came about through the server are whole; whatever is changed behind its back is found. */
class VerificationTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());

    private List<String> breaches() throws SQLException {
        return findings().told();
    }

    private Verification.Findings findings() throws SQLException {
        try (Connection connection = server.dataSource().getConnection()) {
            return VerifyCommand.verification(null, null).run(connection, company.id());
        }
    }

    /** More than a block of invoices, and one of everything that can happen to one. */
    private void fill() throws IOException, InterruptedException {
        String contact = client.newContact("Customer");
        Draft draft = Draft.of(contact).withLines(3);
        for (int list = 0; list < 3; list++) {
            client.post("invoices", Draft.list(Collections.nCopies(700, draft))).expect(201);
        }
        for (JsonNode invoice : client.invoices().subList(0, 40)) {
            client.put(path(invoice) + "/transitions/mark_as_sent", Map.of()).expect(200);
        }
        JsonNode edited = created(draft.withReference("EDIT-7"));
        client.put(path(edited), Map.of("invoice", Map.of("reference", "EDIT-9", "discount_percent", "12.5")))
                .expect(200);
        client.delete(path(created(draft.withReference("GONE-1")))).expect(200);
        client.delete(path(client.invoices().get(1000))).expect(200);
        client.put(path(client.invoices().get(3)) + "/transitions/mark_as_cancelled", Map.of())
                .expect(200);
        JsonNode negative = created(draft);
        String line = V2Client.id(negative.path("invoice_items").get(0));
        client.put("invoice_items/" + line, Map.of("invoice_item", Map.of("price", "-500")))
                .expect(200);
        client.put(path(negative) + "/transitions/convert_to_credit_note", Map.of())
                .expect(200);
    }

    private JsonNode created(Draft draft) throws IOException, InterruptedException {
        return client.post("invoices", draft.body()).expect(201).body().path("invoice");
    }

    private static String path(JsonNode invoice) {
        return "invoices/" + V2Client.id(invoice);
    }

    @Test
    void booksThatCameAboutThroughTheServerAreWhole() throws Exception {
        fill();
        assertThat(jdbc.sql("SELECT count(*) FROM document_block WHERE company_id = ?")
                        .param(company.id())
                        .query(Integer.class)
                        .single())
                .as("blocks")
                .isPositive();

        assertThat(breaches()).isEmpty();
    }

    @Test
    void aStrictSeriesThatBeganAmidOlderNumbersIsWhole() throws Exception {
        StrictCompany strict = StrictCompany.of(client);
        strict.create(Map.of("reference", "INV-003")).expect(201);
        String old = strict.draft(Map.of());
        strict.addSeries("Invoices", Map.of("prefix", "INV-", "padding", 3, "first_number", 10))
                .expect(201);
        strict.numbering(Map.of("mode", "strict", "default_series", "Invoices")).expect(200);
        assertThat(strict.sent(strict.draft(Map.of()))).isEqualTo("INV-010");
        assertThat(strict.sent(old)).isEqualTo("INV-011");
        strict.credit(old, Map.of()).expect(201);
        client.delete(strict.draft(Map.of())).expect(200);

        assertThat(breaches()).isEmpty();
    }

    @Test
    void aCompanyWithoutInvoicesIsWhole() throws Exception {
        assertThat(breaches()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM document WHERE %s AND reference = '020'                          | which does not exist
            DELETE FROM document WHERE %s AND reference = '020'                          | the register counts 30 invoices
            DELETE FROM document WHERE %s AND reference = '030'                          | stands at 030
            DELETE FROM document WHERE %s AND reference = '020'                          | no document has reference 020
            UPDATE document SET total_value = total_value + 1 WHERE %s AND reference = '007' | (007) is stored with a total of
            UPDATE document SET net_value = net_value + 1, total_value = total_value + 1 WHERE %s AND reference = '007' | (007)
            UPDATE document SET sales_tax_value = 1 WHERE %s AND reference = '007'       | (007) is stored with a total of
            UPDATE document_item SET price = 11 WHERE %s AND position = 2                | which its lines do not come to
            UPDATE document SET discount_percent = 10 WHERE %s AND reference = '007'     | (007) is stored with a total of
            DELETE FROM document_item WHERE %s AND position = 1                          | which its lines do not come to
            UPDATE document SET state = 'sent' WHERE %s AND reference = '012'            | counts 30 invoices that are draft
            UPDATE document SET reference = '031' WHERE %s AND reference = '030'         | stands at 030
            UPDATE reference_sequence SET last_reference = '029' WHERE %s                | stands at 029
            DELETE FROM reference_sequence WHERE %s                                      | stands at nothing
            """)
    void whatIsChangedBehindTheServersBackIsFound(String change, String words) throws Exception {
        String contact = client.newContact("Customer");
        client.post(
                        "invoices",
                        Draft.list(Collections.nCopies(30, Draft.of(contact).withLines(2))))
                .expect(201);

        assertThat(jdbc.sql(change.formatted("company_id = " + company.id())).update())
                .isPositive();

        assertThat(breaches()).anySatisfy(breach -> assertThat(breach).contains(words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE document SET paid_value = paid_value + 0.01 WHERE %s                 | and its payments come to 12.00
            DELETE FROM bank_transaction_explanation WHERE %s                            | and its payments come to 0
            UPDATE bank_transaction SET explained_amount = 11 WHERE %s                  | counts 1 explanations of 11
            """)
    void aPennyThatNobodyPaidIsFound(String change, String words) throws Exception {
        Till till = new Till(company);
        till.paid(till.invoice("50", Map.of()), "12");
        assertThat(breaches()).isEmpty();

        assertThat(jdbc.sql(change.formatted("company_id = " + company.id())).update())
                .isEqualTo(1);

        assertThat(breaches()).anySatisfy(breach -> assertThat(breach).contains(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE document_block SET drafts = drafts + 1 WHERE %s AND sorting = 'created'",
                "UPDATE document_block SET unpaid = unpaid + 1 WHERE %s AND sorting = 'updated'",
                "UPDATE document_block_day SET due = due + 1 WHERE %s AND sorting = 'created'",
                "DELETE FROM document_block_day WHERE %s AND sorting = 'updated' AND dated > 0",
                "UPDATE document_event_day SET events = events + 1 WHERE %s",
                "DELETE FROM document_event_day WHERE %s",
                "UPDATE document SET dated_on = dated_on + 1 WHERE %s AND reference = '020'",
                "UPDATE document SET send_reminder_emails = true WHERE %s AND reference = '020'"
            })
    void wrongCountsOfBlocksAreFound(String change) throws Exception {
        fill();
        jdbc.sql(change.formatted("company_id = " + company.id())).update();

        assertThat(breaches()).anySatisfy(breach -> assertThat(breach).contains("counted"));
    }

    @Test
    void ofVeryManyBreachesTheFirstAreToldAndTheRestIsCounted() throws Exception {
        String contact = client.newContact("Customer");
        client.post("invoices", Draft.list(Collections.nCopies(130, Draft.of(contact))))
                .expect(201);
        jdbc.sql("UPDATE document_item SET price = 11 WHERE company_id = ?")
                .param(company.id())
                .update();

        Verification.Findings findings = findings();
        assertThat(findings.told())
                .hasSize(Verification.MOST_BREACHES + 1)
                .last()
                .isEqualTo("and 30 more like the last");
        assertThat(findings.breaches()).isEqualTo(130);
    }
}
