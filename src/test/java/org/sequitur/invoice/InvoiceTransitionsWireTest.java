package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What may become of an invoice, from which state, and what it may no longer be changed into. */
class InvoiceTransitionsWireTest {

    private final LocalDate today = TestServer.today();

    private TestCompany company;
    private InvoiceFixture invoices;

    @BeforeEach
    void found() throws Exception {
        company = TestServer.shared().newCompany();
        invoices = new InvoiceFixture(company);
    }

    @Test
    void aSentInvoiceIsOpenUntilItIsDueThenOverdue() throws Exception {
        JsonNode open = sent(Map.of("dated_on", today.toString(), "payment_terms_in_days", 4));
        assertThat(status(open)).isEqualTo("Open");
        assertThat(open.path("long_status").stringValue()).isEqualTo("Open \u2013 due in 4 days");
        JsonNode dueToday = sent(Map.of("dated_on", today.toString(), "payment_terms_in_days", 0));
        assertThat(dueToday.path("long_status").stringValue()).isEqualTo("Open \u2013 due today");
        JsonNode overdue = sent(Map.of("dated_on", today.minusDays(15).toString(), "payment_terms_in_days", 0));
        assertThat(status(overdue)).isEqualTo("Overdue");
        assertThat(overdue.path("long_status").stringValue()).isEqualTo("Overdue \u2013 due 15 days ago");
    }

    @Test
    void aSentInvoiceOfNoValueIsZeroValueAndADraftOfNoValueIsADraft() throws Exception {
        JsonNode draft = invoices.created(Map.of("invoice_items", List.of()));
        assertThat(status(draft)).isEqualTo("Draft");
        assertThat(status(invoices.transition(draft, "mark_as_sent"))).isEqualTo("Zero Value");
    }

    @Test
    void transitionsGoTheirWayOnlyAndAreRefusedWith403() throws Exception {
        JsonNode invoice = invoices.created(Map.of());
        assertRefused(invoices.transition(invoice, "mark_as_draft"), "Invoice cannot be marked as draft");
        assertRefused(invoices.transition(invoice, "mark_as_cancelled"), "Invoice cannot be marked as cancelled");
        assertThat(status(invoices.transition(invoice, "mark_as_scheduled"))).isEqualTo("Scheduled To Email");
        assertRefused(invoices.transition(invoice, "mark_as_scheduled"), "Invoice cannot be marked as scheduled");
        assertThat(status(invoices.transition(invoice, "mark_as_sent"))).isEqualTo("Overdue");
        assertRefused(invoices.transition(invoice, "mark_as_sent"), "Invoice cannot be marked as sent");
        assertRefused(invoices.transition(invoice, "mark_as_scheduled"), "Invoice cannot be marked as scheduled");
        assertThat(status(invoices.transition(invoice, "mark_as_draft"))).isEqualTo("Draft");
        assertThat(company.put(InvoiceFixture.path(invoice) + "/transitions/mark_as_paid", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void transitionsTakePostAndAnyBody() throws Exception {
        JsonNode invoice = invoices.created(Map.of());
        String path = InvoiceFixture.path(invoice) + "/transitions/";
        assertThat(company.post(path + "mark_as_sent", "{}").status()).isEqualTo(200);
        assertThat(company.put(path + "mark_as_draft", "[1]").status()).isEqualTo(200);
    }

    @Test
    void anOverdueInvoiceIsWrittenOffTodayAndMayBeOpenedAgain() throws Exception {
        JsonNode invoice = sent(Map.of());
        JsonNode written = invoices.transition(invoice, "mark_as_cancelled")
                .expect(200)
                .body()
                .path("invoice");
        assertThat(status(written)).isEqualTo("Written-off");
        assertThat(written.path("written_off_date").stringValue()).isEqualTo(today.toString());
        assertRefused(invoices.transition(invoice, "mark_as_draft"), "Invoice cannot be marked as draft");
        JsonNode opened =
                invoices.transition(invoice, "mark_as_sent").expect(200).body().path("invoice");
        assertThat(status(opened)).isEqualTo("Overdue");
        assertThat(opened.has("written_off_date")).isFalse();
        JsonNode notDue = sent(Map.of("dated_on", today.toString()));
        assertRefused(invoices.transition(notDue, "mark_as_cancelled"), "Invoice cannot be marked as cancelled");
    }

    @Test
    void statusesFollowWhatIsPaid() throws Exception {
        JsonNode invoice = sent(Map.of());
        pay(invoice, "40");
        assertThat(status(invoices.read(invoice))).isEqualTo("Overdue");
        assertThat(invoices.read(invoice).path("due_value").stringValue()).isEqualTo("60.0");
        assertRefused(invoices.transition(invoice, "mark_as_draft"), "Invoice cannot be marked as draft");
        assertThat(status(invoices.transition(invoice, "mark_as_cancelled"))).isEqualTo("Part written-off");
        invoices.transition(invoice, "mark_as_sent").expect(200);
        pay(invoice, "100");
        JsonNode paid = invoices.read(invoice);
        assertThat(status(paid)).isEqualTo("Paid");
        assertThat(paid.path("long_status").stringValue()).isEqualTo("Paid on \u2013 21 Mar 20");
        assertRefused(invoices.transition(invoice, "mark_as_cancelled"), "Invoice cannot be marked as cancelled");
        pay(invoice, "120");
        assertThat(status(invoices.read(invoice))).isEqualTo("Overpaid");
    }

    @Test
    void aNegativeInvoiceCannotBeSentButBecomesACreditNoteWithItsReference() throws Exception {
        JsonNode negative = invoices.created(
                Map.of("invoice_items", List.of(Map.of("description", "Back", "price", -25, "quantity", 1))));
        assertRefused(invoices.transition(negative, "mark_as_sent"), "Invoice cannot be marked as sent");
        Answer converted =
                invoices.transition(negative, "convert_to_credit_note").expect(200);
        JsonNode note = converted.body().path("credit_note");
        assertThat(note.path("reference")).isEqualTo(negative.path("reference"));
        assertThat(note.path("url").stringValue()).endsWith("/v2/credit_notes/" + V2Client.id(negative));
        assertThat(note.path("due_value").stringValue()).isEqualTo("-25.0");
        assertThat(company.get(InvoiceFixture.path(negative)).status()).isEqualTo(404);
        assertThat(company.get("invoices").header("X-Total-Count")).isEqualTo("0");
        assertThat(invoices.create(Map.of("reference", "001")).messages())
                .containsExactly("reference has already been taken");
        JsonNode positive = invoices.created(Map.of());
        assertThat(positive.path("reference").stringValue()).isEqualTo("002");
        assertRefused(
                invoices.transition(positive, "convert_to_credit_note"),
                "Invoice cannot be converted to a credit note");
    }

    @Test
    void onlyADraftIsDeletedAndItsRouteIsGone() throws Exception {
        JsonNode invoice = sent(Map.of());
        Answer refused = company.delete(InvoiceFixture.path(invoice));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).isEmpty();
        invoices.transition(invoice, "mark_as_draft").expect(200);
        Answer deleted = company.delete(InvoiceFixture.path(invoice)).expect(200);
        assertThat(deleted.text()).isEmpty();
        assertThat(deleted.header("Content-Type")).startsWith("application/json");
        assertThat(company.get(InvoiceFixture.path(invoice)).status()).isEqualTo(404);
        assertThat(company.delete(InvoiceFixture.path(invoice)).status()).isEqualTo(404);
        assertThat(JdbcClient.create(TestServer.shared().dataSource())
                        .sql("SELECT count(*) FROM document_item WHERE company_id = ?")
                        .param(company.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSentInvoiceIsLockedButForItsEmails() throws Exception {
        JsonNode invoice = sent(Map.of());
        String other = company.client().newContact("Other");
        String item = V2Client.id(invoice.path("invoice_items").path(0));
        Answer refused = company.put(
                InvoiceFixture.path(invoice),
                Map.of(
                        "invoice",
                        Map.of(
                                "contact",
                                other,
                                "reference",
                                "900",
                                "comments",
                                "later",
                                "invoice_items",
                                List.of(Map.of("id", item, "item_type", "Hours", "description", "new")))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.messages())
                .containsExactlyInAnyOrder(
                        "contact_id is locked and cannot be changed",
                        "reference is locked and cannot be changed",
                        "comments is locked and cannot be changed",
                        "invoice_items.description is locked and cannot be changed",
                        "invoice_items contain errors");
        Answer added = company.put(
                InvoiceFixture.path(invoice),
                Map.of("invoice", Map.of("invoice_items", List.of(Map.of("description", "x", "price", 1)))));
        assertThat(added.messages())
                .containsExactly(
                        "invoice_items.invoice_id is locked and cannot be changed", "invoice_items contain errors");
        JsonNode emails = company.put(
                        InvoiceFixture.path(invoice),
                        Map.of("invoice", Map.of("send_reminder_emails", true, "contact", invoice.path("contact"))))
                .expect(200)
                .body()
                .path("invoice");
        assertThat(emails.path("send_reminder_emails").booleanValue()).isTrue();
        assertThat(emails.path("total_value")).isEqualTo(invoice.path("total_value"));
    }

    private JsonNode sent(Map<String, ?> attributes) throws Exception {
        JsonNode draft = invoices.created(attributes);
        return invoices.transition(draft, "mark_as_sent").expect(200).body().path("invoice");
    }

    /** There is no route for payments yet. */
    private void pay(JsonNode invoice, String amount) {
        JdbcClient.create(TestServer.shared().dataSource())
                .sql("UPDATE document SET paid_value = ?, paid_on = '2020-03-21' WHERE company_id = ? AND id = ?")
                .params(new BigDecimal(amount), company.id(), Long.valueOf(V2Client.id(invoice)))
                .update();
    }

    private static String status(Answer answer) {
        return status(answer.expect(200).body().path("invoice"));
    }

    private static String status(JsonNode invoice) {
        return invoice.path("status").stringValue("(none)");
    }

    private static void assertRefused(Answer answer, String message) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.messages()).containsExactly(message);
    }
}
