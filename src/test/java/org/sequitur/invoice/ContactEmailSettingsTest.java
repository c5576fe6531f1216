package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import tools.jackson.databind.JsonNode;

/** What a contact is sent by itself holds for new invoices that do not say otherwise. */
class ContactEmailSettingsTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private final InvoiceFixture invoices;

    ContactEmailSettingsTest() throws Exception {
        invoices = new InvoiceFixture(company);
    }

    @Test
    void theSettingsOfTheContactAreTheDefaultsOnceItUsesThem() throws Exception {
        settings(Map.of(
                "emails_invoices_automatically", true,
                "emails_payment_reminders", true,
                "emails_thank_you_notes", true));
        assertThat(emails(invoices.created(Map.of()))).containsExactly(false, false, false);
        settings(Map.of("uses_contact_level_email_settings", true));
        assertThat(emails(invoices.created(Map.of()))).containsExactly(true, true, true);
        assertThat(emails(invoices.created(Map.of("send_reminder_emails", false))))
                .containsExactly(true, false, true);
        settings(Map.of("emails_thank_you_notes", false));
        JsonNode invoice = invoices.created(Map.of("send_new_invoice_emails", false));
        assertThat(emails(invoice)).containsExactly(false, true, false);
        assertThat(invoice.path("status").asString()).isEqualTo("Draft");
    }

    @Test
    void anInvoiceThatExistsOrIsCopiedKeepsItsOwn() throws Exception {
        JsonNode invoice = invoices.created(Map.of("send_thank_you_emails", true));
        settings(Map.of("uses_contact_level_email_settings", true, "emails_payment_reminders", true));
        JsonNode copy = company.post(InvoiceFixture.path(invoice) + "/duplicate", "")
                .expect(200)
                .body()
                .path("invoice");
        assertThat(emails(copy)).containsExactly(false, false, true);
        company.put(InvoiceFixture.path(invoice), Map.of("invoice", Map.of("comments", "x")))
                .expect(200);
        assertThat(emails(invoices.read(invoice))).containsExactly(false, false, true);
    }

    @Test
    void anEstimateThatIsBilledTakesThemToo() throws Exception {
        settings(Map.of("uses_contact_level_email_settings", true, "emails_payment_reminders", true));
        Map<String, Object> estimate = new HashMap<>(Map.of(
                "contact", invoices.contact(), "estimate_type", "Quote", "status", "Draft", "dated_on", "2026-01-05"));
        estimate.put("estimate_items", List.of(Map.of("description", "Own", "quantity", 1, "price", 2)));
        JsonNode made = company.post("estimates", Map.of("estimate", estimate))
                .expect(201)
                .body()
                .path("estimate");
        String url = made.path("url").asString();
        String invoice = company.put(url.substring(url.indexOf("/v2/")) + "/transitions/convert_to_invoice", "")
                .expect(200)
                .body()
                .at("/estimate/invoice")
                .asString();
        assertThat(emails(company.get(invoice.substring(invoice.indexOf("/v2/")))
                        .expect(200)
                        .body()
                        .path("invoice")))
                .containsExactly(false, true, false);
    }

    private void settings(Map<String, ?> settings) throws Exception {
        company.put(invoices.contact(), Map.of("contact", settings)).expect(200);
    }

    private static List<Boolean> emails(JsonNode invoice) {
        return List.of(
                invoice.path("send_new_invoice_emails").asBoolean(),
                invoice.path("send_reminder_emails").asBoolean(),
                invoice.path("send_thank_you_emails").asBoolean());
    }
}
