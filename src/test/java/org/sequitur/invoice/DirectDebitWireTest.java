package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.explanation.Till;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import tools.jackson.databind.JsonNode;

/** Nobody can give a mandate here: what is refused because of that, and what is refused before. */
class DirectDebitWireTest {

    private static final String NO_MANDATE = "Invoice cannot be collected: its contact has given no mandate";
    private static final String NOT_SENT = "Invoice cannot be collected: it must be sent and not written off";

    private final TestCompany company = TestServer.shared().newCompany();
    private final Till till;

    DirectDebitWireTest() throws Exception {
        till = new Till(company);
    }

    @Test
    void whatIsCollectableLacksAMandateAndSaysSo() throws Exception {
        String invoice = till.invoice("100", Map.of("payment_methods", Map.of("gocardless_preauth", true)));
        JsonNode before = company.get(invoice).expect(200).body();
        assertThat(before.at("/invoice/payment_methods").isObject()).isTrue();
        assertThat(before.at("/invoice/payment_methods")).isEmpty();

        Answer answer = collect(invoice);

        assertThat(answer.expect(403).text())
                .isEqualTo("{\"errors\":{\"error\":{\"message\":\"%s\"}}}".formatted(NO_MANDATE));
        assertThat(company.post(invoice + "/direct_debit", "{}").expect(403).text())
                .isEqualTo(answer.text());
        assertThat(company.get(invoice).body()).isEqualTo(before);
    }

    @Test
    void whatIsNotSentWrittenOffOrPaidInPartIsRefusedForThat() throws Exception {
        String draft = till.draft();
        assertThat(collect(draft).expect(403).text()).contains(NOT_SENT);
        company.put(draft + "/transitions/mark_as_scheduled", "").expect(200);
        assertThat(collect(draft).expect(403).text()).contains(NOT_SENT);

        String writtenOff = till.invoice("100", Map.of("dated_on", "2026-01-05", "payment_terms_in_days", 0));
        company.put(writtenOff + "/transitions/mark_as_cancelled", "").expect(200);
        assertThat(collect(writtenOff).expect(403).text()).contains(NOT_SENT);

        String paid = till.invoice("100", Map.of());
        JsonNode payment = till.paid(paid, "1");
        assertThat(collect(paid).expect(403).text()).contains("Invoice cannot be collected: something of it is paid");
        till.remove(payment);
        assertThat(collect(paid).expect(403).text()).contains(NO_MANDATE);
    }

    @Test
    void whatIsNoInvoiceOfTheCompanyIsNotFound() throws Exception {
        String invoice = till.invoice("100", Map.of());
        TestCompany other = TestServer.shared().newCompany();
        assertThat(other.post(invoice + "/direct_debit", "").status()).isEqualTo(404);
        assertThat(collect("invoices/1").status()).isEqualTo(404);
        assertThat(collect(till.creditNote("5", Map.of()).replace("credit_notes", "invoices"))
                        .status())
                .isEqualTo(404);
        assertThat(company.get(invoice + "/direct_debit").status()).isEqualTo(404);
        assertThat(company.put(invoice + "/direct_debit", "").status()).isEqualTo(404);
    }

    @Test
    void itNeedsTheLevelOfInvoices() throws Exception {
        String invoice = till.invoice("100", Map.of());
        Members members = new Members(company);
        assertThat(as(members, PermissionLevel.CONTACTS_AND_PROJECTS)
                        .post(invoice + "/direct_debit", "")
                        .expect(403)
                        .text())
                .contains(Requires.NOT_ALLOWED);
        assertThat(as(members, PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
                        .post(invoice + "/direct_debit", "")
                        .expect(403)
                        .text())
                .contains(NO_MANDATE);
    }

    @Test
    void aRefusalIsNotKeptForItsKey() throws Exception {
        String invoice = till.invoice("100", Map.of());
        JsonNode payment = till.paid(invoice, "1");
        V2Client keyed = company.client().keyed("collect");
        assertThat(keyed.post(invoice + "/direct_debit", "").expect(403).text()).contains("paid");
        till.remove(payment);
        Answer again = keyed.post(invoice + "/direct_debit", "").expect(403);
        assertThat(again.text()).contains(NO_MANDATE);
        assertThat(again.header("Idempotent-Replayed")).isEmpty();
    }

    private Answer collect(String invoice) throws Exception {
        return company.post(invoice + "/direct_debit", "");
    }

    private static V2Client as(Members members, PermissionLevel level) throws Exception {
        return new V2Client(TestServer.shared().baseUrl(), members.token(level));
    }
}
