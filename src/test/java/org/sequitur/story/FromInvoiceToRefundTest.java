package org.sequitur.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.explanation.Till;
import tools.jackson.databind.JsonNode;

/** An invoice is paid in parts and beyond, a credit note takes some of it back and is refunded: each value at each step. */
class FromInvoiceToRefundTest {

    private final TestCompany company = TestServer.shared().newCompany();

    /** @param rate of the currency in pounds, in which the company and its account are; each sum is paid at another one */
    @ParameterizedTest
    @CsvSource({"GBP, 1", "EUR, 0.80"})
    void everyStepIsSeenInDocumentsLinesAndBalance(String currency, String rate) throws Exception {
        boolean isForeign = !currency.equals("GBP");
        Till till = new Till(company);
        String account = till.account();
        Map<String, Object> terms =
                isForeign ? Map.of("currency", currency, "exchange_rate", rate) : Map.of("currency", currency);
        String invoice = till.invoice("1200", terms);
        assertThat(till.says(invoice, "currency", "total_value", "paid_value", "due_value", "status"))
                .containsExactly(currency, "1200.0", "0.0", "1200.0", "Open");

        JsonNode part = paid(till, invoice, "500", isForeign ? "410" : "500", isForeign);
        assertThat(till.invoiceSays(invoice)).containsExactly("500.0", "700.0", "Open", "none");
        assertThat(gain(part)).isEqualTo(isForeign ? "10.0" : "none");
        assertThat(till.says(account, "current_balance")).containsExactly(isForeign ? "410.0" : "500.0");

        JsonNode rest = paid(till, invoice, "700", isForeign ? "550" : "700", isForeign);
        assertThat(till.invoiceSays(invoice)).containsExactly("1200.0", "0.0", "Paid", "2026-09-10");
        assertThat(gain(rest)).isEqualTo(isForeign ? "-10.0" : "none");

        JsonNode beyond = paid(till, invoice, "100", isForeign ? "80" : "100", isForeign);
        assertThat(till.invoiceSays(invoice)).containsExactly("1300.0", "-100.0", "Overpaid", "2026-09-10");
        assertThat(gain(beyond)).isEqualTo(isForeign ? "0.0" : "none");
        assertThat(till.says(account, "current_balance", "total_count", "unexplained_transaction_count"))
                .containsExactly(isForeign ? "1040.0" : "1300.0", "3", "0");

        String note = till.creditNote("240", terms);
        assertThat(till.says(note, "total_value", "refunded_value", "due_value", "status"))
                .containsExactly("-240.0", "0.0", "-240.0", "Open");
        JsonNode refund = paid(till, note, "-240", isForeign ? "-200" : "-240", isForeign);
        assertThat(refund.path("type").asString()).isEqualTo("Credit Note Refund");
        assertThat(gain(refund)).isEqualTo(isForeign ? "-8.0" : "none");
        assertThat(till.says(note, "refunded_value", "due_value", "status", "refunded_on"))
                .containsExactly("-240.0", "0.0", "Refunded", "2026-09-10");
        assertThat(till.says(account, "current_balance")).containsExactly(isForeign ? "840.0" : "1060.0");
        assertThat(till.says(refund.path("bank_transaction").asString(), "amount", "unexplained_amount"))
                .containsExactly(isForeign ? "-200.0" : "-240.0", "0.0");

        for (JsonNode each : List.of(beyond, rest, part, refund)) {
            till.remove(each);
        }
        assertThat(till.invoiceSays(invoice)).containsExactly("0.0", "1200.0", "Open", "none");
        assertThat(till.says(note, "refunded_value", "status")).containsExactly("0.0", "Open");
        assertThat(till.says(account, "current_balance", "total_count")).containsExactly("0.0", "0");
    }

    @Test
    void moneyAndACreditNoteSettleAnInvoiceTogether() throws Exception {
        Till till = new Till(company);
        String invoice = till.invoice("100", Map.of());
        String note = till.creditNote("30", Map.of());
        till.paid(invoice, "60");
        company.post(
                        "credit_note_reconciliations",
                        Map.of(
                                "credit_note_reconciliation",
                                Map.of(
                                        "invoice",
                                        invoice,
                                        "credit_note",
                                        note,
                                        "gross_value",
                                        30,
                                        "dated_on",
                                        "2026-09-11")))
                .expect(201);
        assertThat(till.invoiceSays(invoice)).containsExactly("90.0", "10.0", "Open", "none");
        till.explained(till.account(), "10", Map.of("paid_invoice", invoice, "dated_on", "2026-09-12"));
        assertThat(till.invoiceSays(invoice)).containsExactly("100.0", "0.0", "Paid", "2026-09-12");
        assertThat(till.says(note, "status")).containsExactly("Refunded");
    }

    private static JsonNode paid(Till till, String document, String value, String pounds, boolean isForeign)
            throws Exception {
        return till.explained(
                till.account(),
                pounds,
                isForeign
                        ? Map.of("paid_invoice", document, "foreign_currency_value", value)
                        : Map.of("paid_invoice", document));
    }

    private static String gain(JsonNode explanation) {
        return explanation.path("exchange_gain").asString("none");
    }
}
