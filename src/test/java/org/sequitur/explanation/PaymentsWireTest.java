package org.sequitur.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import tools.jackson.databind.JsonNode;

/** What documents say of themselves follows from what explains the bank's lines. */
class PaymentsWireTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private final Till till;

    PaymentsWireTest() throws Exception {
        till = new Till(company);
    }

    @Test
    void partsAddUpUntilTheInvoiceIsPaidAndBeyond() throws Exception {
        String invoice = till.invoice("300", Map.of());
        JsonNode part = till.paid(invoice, "100");
        assertThat(part.path("type").asString()).isEqualTo("Invoice Receipt");
        assertThat(part.path("paid_invoice").asString()).endsWith(invoice);
        assertThat(part.has("sales_tax_status") || part.has("category")).isFalse();
        assertThat(till.invoiceSays(invoice)).containsExactly("100.0", "200.0", "Open", "none");
        till.paid(invoice, "200");
        assertThat(till.invoiceSays(invoice)).containsExactly("300.0", "0.0", "Paid", "2026-09-10");
        JsonNode more = till.paid(invoice, "0.01");
        assertThat(till.invoiceSays(invoice)).containsExactly("300.01", "-0.01", "Overpaid", "2026-09-10");
        till.remove(more);
        till.remove(part);
        assertThat(till.invoiceSays(invoice)).containsExactly("200.0", "100.0", "Open", "none");
    }

    @Test
    void aCreditNoteIsRefundedWithMoneyThatGoesOut() throws Exception {
        String note = till.creditNote("120", Map.of());
        JsonNode refund = till.paid(note, "-50");
        assertThat(refund.path("type").asString()).isEqualTo("Credit Note Refund");
        assertThat(refund.path("paid_invoice").asString()).endsWith(note);
        assertThat(till.says(note, "refunded_value", "due_value", "status")).containsExactly("-50.0", "-70.0", "Open");
        till.paid(note, "-70");
        assertThat(till.says(note, "refunded_value", "due_value", "status", "refunded_on"))
                .containsExactly("-120.0", "0.0", "Refunded", "2026-09-10");
    }

    @Test
    void aChangeMovesWhatIsPaidFromOneInvoiceToAnother() throws Exception {
        String first = till.invoice("100", Map.of());
        String second = till.invoice("100", Map.of());
        JsonNode payment = till.paid(first, "80");
        till.change(payment, Map.of("paid_invoice", second, "gross_value", 60)).expect(200);
        assertThat(till.invoiceSays(first)).containsExactly("0.0", "100.0", "Open", "none");
        assertThat(till.invoiceSays(second)).containsExactly("60.0", "40.0", "Open", "none");
        till.change(payment, Map.of("paid_invoice", "", "category", "001", "description", "Till"))
                .expect(200);
        assertThat(till.invoiceSays(second)).containsExactly("0.0", "100.0", "Open", "none");
        assertThat(till.says(payment.path("bank_transaction").asString(), "amount", "unexplained_amount"))
                .containsExactly("60.0", "0.0");
    }

    @Test
    void whatCannotBePaidIsRefusedAndNothingIsStored() throws Exception {
        String account = till.account();
        String invoice = till.invoice("100", Map.of());
        for (Map.Entry<Map<String, ?>, String> wrong : Map.<Map<String, ?>, String>of(
                        Map.of("paid_invoice", till.draft()), "paid_invoice must be sent and not written off",
                        Map.of("paid_invoice", "invoices/1"), "Invoice not found for this company",
                        Map.of("paid_bill", "bills/1"), "Bill not found for this company",
                        Map.of("paid_invoice", invoice, "sales_tax_rate", 20),
                                "sales_tax_rate must be the AUTO rate or a rate less than or equal to 0",
                        Map.of("paid_invoice", till.creditNote("5", Map.of())), "gross_value must be less than 0",
                        Map.of("paid_invoice", invoice, "dated_on", ""), "dated_on can't be blank")
                .entrySet()) {
            assertThat(till.post(account, "10", wrong.getKey()).expect(422).messages())
                    .as("%s", wrong.getKey())
                    .contains(wrong.getValue());
        }
        for (String gross : List.of("-10", "0", "0.001")) {
            till.post(account, gross, Map.of("paid_invoice", invoice)).expect(422);
        }
        till.post("bank_accounts/1", "10", Map.of("paid_invoice", invoice)).expect(404);
        assertThat(till.invoiceSays(invoice)).containsExactly("0.0", "100.0", "Open", "none");
        assertThat(company.get("bank_transactions?bank_account=" + account).header("X-Total-Count"))
                .isEqualTo("0");
    }

    @Test
    void aPaidInvoiceIsNoDraftAgainBeforeItsPaymentsAreGone() throws Exception {
        String invoice = till.invoice("100", Map.of());
        JsonNode payment = till.paid(invoice, "10");
        assertThat(company.put(invoice + "/transitions/mark_as_draft", "").status())
                .isEqualTo(403);
        till.remove(payment);
        company.put(invoice + "/transitions/mark_as_draft", "").expect(200);
    }

    @Test
    void anotherCurrencyIsSettledAsSaidOrInFullAndTheGainIsNoted() throws Exception {
        String own = till.account();
        String invoice = till.invoice("1000", Map.of("currency", "EUR", "exchange_rate", "0.80"));
        JsonNode part = till.explained(own, "340", Map.of("paid_invoice", invoice, "foreign_currency_value", "400"));
        assertThat(part.path("foreign_currency_value").asString()).isEqualTo("400.0");
        assertThat(part.path("exchange_gain").asString()).as("340 - 400 x 0.80").isEqualTo("20.0");
        assertThat(till.invoiceSays(invoice)).containsExactly("400.0", "600.0", "Open", "none");
        JsonNode rest = till.explained(own, "450", Map.of("paid_invoice", invoice));
        assertThat(rest.path("foreign_currency_value").asString()).isEqualTo("600.0");
        assertThat(rest.path("exchange_gain").asString()).as("450 - 600 x 0.80").isEqualTo("-30.0");
        assertThat(till.invoiceSays(invoice)).containsExactly("1000.0", "0.0", "Paid", "2026-09-10");
        assertThat(till.post(own, "1", Map.of("paid_invoice", invoice))
                        .expect(422)
                        .messages())
                .containsExactly("foreign_currency_value can't be blank: nothing is due");
        String euros = till.account("Euros", "EUR");
        String second = till.invoice("50", Map.of("currency", "EUR", "exchange_rate", "0.80"));
        JsonNode same = till.explained(euros, "50", Map.of("paid_invoice", second));
        assertThat(same.path("foreign_currency_value").asString()).isEqualTo("0.0");
        assertThat(same.path("exchange_gain").asString()).isEqualTo("0.0");
        assertThat(till.invoiceSays(second)).containsExactly("50.0", "0.0", "Paid", "2026-09-10");
        till.remove(rest);
        assertThat(till.invoiceSays(invoice)).containsExactly("400.0", "600.0", "Open", "none");
    }

    @Test
    void theLargestAmountsAndRatesAreReckonedToo() throws Exception {
        String large = "999999999999";
        String invoice = till.invoice(large, Map.of("currency", "EUR", "exchange_rate", large));
        JsonNode all = till.explained(till.account(), large, Map.of("paid_invoice", invoice));
        assertThat(all.path("exchange_gain").asString()).isEqualTo("-999999999997000000000002.0");
        till.explained(till.account(), large, Map.of("paid_invoice", invoice, "foreign_currency_value", large));
        assertThat(till.invoiceSays(invoice))
                .containsExactly("1999999999998.0", "-999999999999.0", "Overpaid", "2026-09-10");
    }
}
