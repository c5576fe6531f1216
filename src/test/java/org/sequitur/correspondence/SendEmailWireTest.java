package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.correspondence.LetterFixture.Mail;
import org.sequitur.series.StrictCompany;
import tools.jackson.databind.JsonNode;

/** A mail that is asked for is put down with what it does to its document, or neither happens. */
class SendEmailWireTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final LetterFixture letters;

    SendEmailWireTest() throws Exception {
        letters = new LetterFixture(server, company);
    }

    @Test
    void aDraftIsSentAndItsMailIsPutDown() throws Exception {
        String invoice = letters.invoice(Map.of());
        assertThat(letters.send(
                                invoice,
                                Map.of(
                                        "to",
                                        "Accounts <ap@mills.example>, \"Reed, Jo\" <jo@mills.example>",
                                        "body",
                                        "[reference]/[invoice_reference] of [date], [due] of [total] by [due_date]: "
                                                + "[payment_terms]. [sender_name] for [company_name] to [contact_name]"))
                        .expect(200)
                        .text())
                .isEmpty();
        assertThat(letters.status(invoice)).isEqualTo("Overdue");
        Mail mail = letters.mails().getFirst();
        assertThat(letters.mails()).hasSize(1);
        assertThat(mail.kind() + "s/" + mail.documentId()).isEqualTo(invoice);
        assertThat(mail.reference()).isEqualTo("001");
        assertThat(mail.cause()).isEqualTo("asked");
        assertThat(mail.sender()).isEqualTo(LetterFixture.OWNER);
        assertThat(mail.recipients())
                .containsExactly("Accounts <ap@mills.example>", "\"Reed, Jo\" <jo@mills.example>", LetterFixture.OWNER);
        assertThat(mail.subject()).isEqualTo("Invoice 001");
        String name = company.get("company").body().at("/company/name").asString();
        assertThat(mail.body())
                .isEqualTo("001/001 of 5 January 2026, £1,234.50 of £1,234.50 by 4 February 2026: 30 days. "
                        + "Olive Owner for " + name + " to Harbour Mills");
        assertThat(mail.enclosesPdf()).isTrue();
    }

    @Test
    void theSenderGetsACopyUnlessItIsNotWantedOrThereAlready() throws Exception {
        String invoice = letters.invoice(Map.of());
        letters.send(invoice, Map.of("email_to_sender", false)).expect(200);
        letters.send(invoice, Map.of("to", "OWNER@example.com")).expect(200);
        letters.send(invoice, Map.of("from", "someone <Owner@Example.com>")).expect(200);
        assertThat(letters.mails())
                .extracting(Mail::recipients)
                .containsExactly(
                        List.of("jo@mills.example"),
                        List.of("OWNER@example.com"),
                        List.of("jo@mills.example", LetterFixture.OWNER));
        assertThat(letters.mails()).extracting(Mail::sender).containsOnly(LetterFixture.OWNER);
    }

    @Test
    void whatWasSentOrWrittenOffIsMailedAgainAndStaysAsItIs() throws Exception {
        String invoice = letters.invoice(Map.of());
        letters.transition(invoice, "mark_as_sent").expect(200);
        String updated = letters.read(invoice).path("updated_at").asString();
        letters.send(invoice, Map.of()).expect(200);
        letters.send(invoice, Map.of()).expect(200);
        assertThat(letters.read(invoice).path("updated_at").asString()).isEqualTo(updated);
        letters.transition(invoice, "mark_as_cancelled").expect(200);
        letters.send(invoice, Map.of()).expect(200);
        assertThat(letters.status(invoice)).isEqualTo("Written-off");
        assertThat(letters.mails()).hasSize(3);
    }

    @Test
    void aScheduledOneIsSentNow() throws Exception {
        String invoice = letters.invoice(Map.of("dated_on", TestServer.today().toString()));
        letters.transition(invoice, "mark_as_scheduled").expect(200);
        letters.send(invoice, Map.of()).expect(200);
        assertThat(letters.status(invoice)).isEqualTo("Open");
    }

    @Test
    void theTemplateNeedsNothingElse() throws Exception {
        letters.changeContact(
                Map.of("first_name", "Jo", "last_name", "Reed", "billing_email", "a@mills.example, b@mills.example"));
        String invoice = letters.invoice(Map.of());
        letters.sendOnly(invoice, Map.of("use_template", true)).expect(200);
        letters.sendOnly(invoice, Map.of("use_template", true, "subject", "Mine [due]", "email_to_sender", false))
                .expect(200);
        Mail mail = letters.mails().getFirst();
        assertThat(mail.recipients()).containsExactly("a@mills.example", "b@mills.example", LetterFixture.OWNER);
        assertThat(mail.subject()).startsWith("Invoice 001 from Test Company");
        assertThat(mail.body())
                .startsWith("Hello Jo,\n\n")
                .contains("£1,234.50", "4 February 2026")
                .doesNotContain("[");
        assertThat(letters.mails().get(1).subject()).isEqualTo("Mine £1,234.50");
        letters.changeContact(Map.of("billing_email", "", "email", ""));
        assertThat(letters.sendOnly(invoice, Map.of("use_template", true))
                        .expect(422)
                        .messages())
                .containsExactly("contact has no email address");
    }

    @Test
    void aContactIsWrittenToInTheirOwnLanguage() throws Exception {
        letters.changeContact(Map.of("locale", "de"));
        String invoice = letters.invoice(Map.of("currency", "EUR", "exchange_rate", "0.85"));
        letters.sendOnly(invoice, Map.of("use_template", true)).expect(200);
        letters.changeContact(Map.of("locale", "fr-CA"));
        letters.sendOnly(invoice, Map.of("use_template", true)).expect(200);
        letters.changeContact(Map.of("locale", "cz"));
        letters.sendOnly(invoice, Map.of("use_template", true)).expect(200);
        List<String> bodies = letters.mails().stream()
                .map(mail -> mail.body().replaceAll("[\u00a0\u202f]", " "))
                .toList();
        assertThat(bodies.get(0)).contains("vom 5. Januar 2026", "1.234,50 €", "4. Februar 2026");
        assertThat(bodies.get(1)).contains("du 5 janvier 2026", "1 234,50 €");
        assertThat(bodies.get(2)).contains("of 5 January 2026", "€1,234.50");
    }

    @Test
    void bankDetailsAreThoseOfTheInvoice() throws Exception {
        letters.jdbc()
                .sql(
                        "UPDATE bank_account SET bank_name = 'Quay', iban = 'GB00 1', bic = 'QUAYGB2L' WHERE company_id = ?")
                .param(company.id())
                .update();
        letters.send(letters.invoice(Map.of()), Map.of("body", "<[bank_details]><[online_payment_link]>"))
                .expect(200);
        assertThat(letters.mails().getFirst().body()).isEqualTo("<Bank: Quay\nIBAN: GB00 1\nBIC: QUAYGB2L><>");
    }

    @Test
    void whatIsWrongIsToldAndChangesNothing() throws Exception {
        String invoice = letters.invoice(Map.of());
        assertThat(letters.sendOnly(invoice, Map.of("from", "a@b.example"))
                        .expect(422)
                        .messages())
                .containsExactly("to can't be blank", "subject can't be blank", "body can't be blank");
        refused(invoice, Map.of("to", " "), "to can't be blank");
        refused(invoice, Map.of("to", "nobody"), "to is invalid");
        refused(invoice, Map.of("to", "a@b.example, nobody"), "to is invalid");
        refused(invoice, Map.of("to", "\"=?utf-8?q?X=0D=0ABcc?=\" <a@b.example>"), "to is invalid");
        refused(invoice, Map.of("to", "\"X\r\n Bcc\" <a@b.example>"), "to is invalid");
        refused(invoice, Map.of("from", "a@b.example"), "from must be a verified email address");
        refused(
                invoice,
                Map.of("from", "owner@example.com, owner@example.com, x@y.example"),
                "from must be a verified email address");
        refused(invoice, Map.of("subject", "x\r\nBcc: c@d.example"), "subject must be one line");
        refused(invoice, Map.of("subject", "x".repeat(256)), "subject is too long (maximum is 255 characters)");
        refused(invoice, Map.of("body", "x".repeat(100_001)), "body is too long (maximum is 100000 characters)");
        refused(invoice, Map.of("body", "[due_date]".repeat(9_000)), "body is too long (maximum is 100000 characters)");
        refused(
                invoice,
                Map.of("to", addresses(50)),
                "to is too long (maximum is 50 addresses, with that of the sender)");
        assertThat(company.post(invoice + "/send_email", Map.of("invoice", Map.of("email", Map.of())))
                        .status())
                .isEqualTo(400);
        company.post("invoices/1/send_email", Map.of("email", Map.of("use_template", true)))
                .expect(404);
        assertThat(letters.status(invoice)).isEqualTo("Draft");
        assertThat(letters.mails()).isEmpty();
        letters.send(invoice, Map.of("to", addresses(50), "email_to_sender", false))
                .expect(200);
    }

    private static String addresses(int count) {
        return String.join(
                ",",
                IntStream.range(0, count).mapToObj(i -> "a" + i + "@b.example").toList());
    }

    private void refused(String document, Map<String, ?> attributes, String... messages) throws Exception {
        assertThat(letters.send(document, attributes).expect(422).messages()).containsExactly(messages);
    }

    @Test
    void attachmentsAreKeptAsTheyCameAndBounded() throws Exception {
        String invoice = letters.invoice(Map.of());
        Map<String, String> csv =
                Map.of("file_name", "hours.csv", "content_type", "text/csv", "data", "ZGF0ZSxo\nb3Vycwo=");
        letters.send(invoice, Map.of("attachments", List.of(csv, Map.of("file_name", "x", "data", ""))))
                .expect(422);
        refused(invoice, Map.of("attachments", List.of(Map.of("file_name", "x", "data", "*"))), "data is not Base64");
        refused(
                invoice,
                Map.of("attachments", List.of(Map.of("file_name", "a\nb", "content_type", "x", "data", "eA=="))),
                "file_name is invalid",
                "content_type is invalid");
        refused(
                invoice,
                Map.of("attachments", Collections.nCopies(11, csv)),
                "attachments is too long (maximum is 10)");
        byte[] large = new byte[5 * 1024 * 1024 + 1];
        refused(
                invoice,
                Map.of(
                        "attachments",
                        List.of(Map.of(
                                "file_name", "x", "data", Base64.getEncoder().encodeToString(large)))),
                "data is too long (maximum is 5242880 bytes)");
        assertThat(letters.mails()).isEmpty();
        letters.send(invoice, Map.of("attachments", List.of(csv, Map.of("file_name", "x", "data", "eA=="))))
                .expect(200);
        assertThat(letters.jdbc()
                        .sql("""
                                SELECT position || file_name || content_type || encode(data, 'escape') FROM mail_enclosure
                                WHERE company_id = ? AND mail_id = ? ORDER BY position
                                """)
                        .params(company.id(), letters.mails().getFirst().id())
                        .query(String.class)
                        .list())
                .containsExactly("1hours.csvtext/csvdate,hours\n", "2xapplication/octet-streamx");
    }

    @Test
    void noTextOfADocumentOrContactBeginsAHeaderAndNoneIsExpandedAgain() throws Exception {
        letters.changeContact(Map.of("organisation_name", "Mills\r\nBcc: x@y.example [total]"));
        String invoice = letters.invoice(Map.of("reference", "A\u00851"));
        letters.send(invoice, Map.of("subject", "[reference] [contact_name] [unknown] [Reference]"))
                .expect(200);
        assertThat(letters.mails().getFirst().subject())
                .isEqualTo("A 1 Mills Bcc: x@y.example [total] [unknown] [Reference]");
    }

    @Test
    void whatMarkAsSentRefusesIsNotMailed() throws Exception {
        String negative = letters.invoice(
                Map.of("invoice_items", List.of(Map.of("description", "Back", "quantity", 1, "price", -5))));
        assertThat(letters.send(negative, Map.of()).expect(403).text())
                .isEqualTo(
                        letters.transition(negative, "mark_as_sent").expect(403).text());
        String positive = letters.creditNote(5);
        assertThat(letters.send(positive, Map.of()).expect(403).text())
                .isEqualTo(
                        letters.transition(positive, "mark_as_sent").expect(403).text());
        assertThat(letters.status(negative)).isEqualTo("Draft");
        assertThat(letters.status(positive)).isEqualTo("Draft");
        assertThat(letters.mails()).isEmpty();
    }

    @Test
    void creditNotesAndEstimatesAreMailedToo() throws Exception {
        String note = letters.creditNote(-50);
        letters.sendOnly(note, Map.of("use_template", true)).expect(200);
        String draft = letters.estimate("Draft");
        letters.sendOnly(draft, Map.of("use_template", true)).expect(200);
        String approved = letters.estimate("Approved");
        letters.send(approved, Map.of("subject", "[reference]: [total], [due_date]"))
                .expect(200);
        assertThat(letters.status(note)).isEqualTo("Overdue");
        assertThat(letters.status(draft)).isEqualTo("Open");
        assertThat(letters.status(approved)).isEqualTo("Approved");
        List<Mail> mails = letters.mails();
        assertThat(mails).extracting(Mail::kind).containsExactly("credit_note", "estimate", "estimate");
        assertThat(mails.get(0).body()).contains("credit note 001 of 5 January 2026 for £50.00");
        assertThat(mails.get(1).body()).contains("estimate 001 of 10 February 2026", "£500.00");
        assertThat(mails.get(2).subject()).isEqualTo("002: £500.00,");
        refused(letters.estimate("Draft"), Map.of("to", "x"), "to is invalid");
        assertThat(letters.status("estimates/" + (mails.get(2).documentId() + 1)))
                .isEqualTo("Draft");
    }

    @Test
    void inAStrictSeriesTheMailHasTheNumberAndNumbersFollowTheOrderOfSending() throws Exception {
        StrictCompany strict = StrictCompany.with(company.client(), Map.of("prefix", "INV-", "padding", 3));
        String first = strict.draftOn("2026-01-05");
        String second = strict.draftOn("2026-01-05");
        letters.send(second, Map.of()).expect(200);
        letters.send(first, Map.of()).expect(200);
        letters.send(first, Map.of()).expect(200);
        assertThat(letters.mails())
                .extracting(Mail::subject)
                .containsExactly("Invoice INV-001", "Invoice INV-002", "Invoice INV-002");
        assertThat(letters.mails()).extracting(Mail::reference).containsExactly("INV-001", "INV-002", "INV-002");
        assertThat(letters.read(second).path("reference").asString()).isEqualTo("INV-001");
        String early = strict.draftOn("2026-01-04");
        assertThat(letters.send(early, Map.of()).expect(422).messages())
                .isEqualTo(strict.send(early).expect(422).messages())
                .first()
                .asString()
                .startsWith("dated_on can't be before 2026-01-05");
        String third = strict.draftOn("2026-01-06");
        refused(third, Map.of("from", "a@b.example"), "from must be a verified email address");
        assertThat(letters.mails()).hasSize(3);
        assertThat(strict.sent(third)).isEqualTo("INV-003");
        assertThat(StrictCompany.breaches(server.dataSource(), company.id())).isEmpty();
    }

    @Test
    void whenTheMailCannotBePutDownTheInvoiceIsNotSent() throws Exception {
        String invoice = letters.invoice(Map.of());
        letters.jdbc()
                .sql("ALTER TABLE outgoing_mail ADD CONSTRAINT full_of_mails CHECK (company_id <> " + company.id()
                        + ")")
                .update();
        try {
            assertThat(letters.send(invoice, Map.of()).status()).isGreaterThanOrEqualTo(500);
        } finally {
            letters.jdbc()
                    .sql("ALTER TABLE outgoing_mail DROP CONSTRAINT full_of_mails")
                    .update();
        }
        assertThat(letters.status(invoice)).isEqualTo("Draft");
        letters.send(invoice, Map.of()).expect(200);
        assertThat(letters.mails()).hasSize(1);
    }

    @Test
    void sendingIsInTheAuditLog() throws Exception {
        String invoice = letters.invoice(Map.of());
        letters.send(invoice, Map.of()).expect(200);
        List<String> actions = new ArrayList<>();
        for (JsonNode event : company.get("/sequitur/v1/audit?record=invoices")
                .expect(200)
                .body()
                .path("audit")) {
            actions.add(event.path("action").asString() + " invoices/" + event.path("record_id"));
        }
        assertThat(actions).containsExactly("send_email " + invoice, "create " + invoice);
    }
}
