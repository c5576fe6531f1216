package org.sequitur.correspondence;

import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.ServerProcess;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Documents of one contact, who has an address, and the mails about them as they are put down. */
final class LetterFixture {

    static final String OWNER = "Olive Owner <owner@example.com>";

    private final TestCompany company;
    private final JdbcClient jdbc;
    private final String contact;

    LetterFixture(TestServer server, TestCompany company) throws IOException, InterruptedException {
        this(server, company, Map.of("organisation_name", "Harbour Mills", "email", "ap@mills.example"));
    }

    LetterFixture(TestServer server, TestCompany company, Map<String, ?> contact)
            throws IOException, InterruptedException {
        this.company = company;
        this.jdbc = JdbcClient.create(server.dataSource());
        this.contact = "contacts/"
                + V2Client.id(company.post("contacts", Map.of("contact", contact))
                        .expect(201)
                        .body()
                        .path("contact"));
    }

    /** A mail as it is in the outbox. */
    record Mail(
            long id,
            String kind,
            long documentId,
            String reference,
            String cause,
            @Nullable String once,
            String sender,
            List<String> recipients,
            String subject,
            String body,
            boolean enclosesPdf) {}

    String contact() {
        return contact;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    void changeContact(Map<String, ?> attributes) throws IOException, InterruptedException {
        company.put(contact, Map.of("contact", attributes)).expect(200);
    }

    /** 1,234.50, dated 5 January 2026 and due a month later unless something else is said. */
    String invoice(Map<String, ?> attributes) throws IOException, InterruptedException {
        Map<String, Object> invoice = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-01-05",
                "payment_terms_in_days",
                30,
                "invoice_items",
                List.of(Map.of("description", "Work", "quantity", 1, "price", "1234.5"))));
        invoice.putAll(attributes);
        return made("invoices", "invoice", invoice);
    }

    String creditNote(int price) throws IOException, InterruptedException {
        return made(
                "credit_notes",
                "credit_note",
                Map.of(
                        "contact",
                        contact,
                        "dated_on",
                        "2026-01-05",
                        "credit_note_items",
                        List.of(Map.of("description", "Back", "quantity", 1, "price", price))));
    }

    String estimate(String status) throws IOException, InterruptedException {
        return made(
                "estimates",
                "estimate",
                Map.of(
                        "contact",
                        contact,
                        "estimate_type",
                        "Quote",
                        "status",
                        status,
                        "dated_on",
                        "2026-02-10",
                        "estimate_items",
                        List.of(Map.of("description", "Fit-out", "quantity", 1, "price", 500))));
    }

    private String made(String path, String root, Map<String, ?> attributes) throws IOException, InterruptedException {
        JsonNode answer =
                company.post(path, Map.of(root, attributes)).expect(201).body();
        return path + "/" + V2Client.id(answer.path(root));
    }

    Answer transition(String document, String name) throws IOException, InterruptedException {
        return company.put(document + "/transitions/" + name, "");
    }

    /** Sends a mail; to, subject and body are filled in. */
    Answer send(String document, Map<String, ?> attributes) throws IOException, InterruptedException {
        return send(company.client(), document, attributes);
    }

    static Answer send(V2Client client, String document, Map<String, ?> attributes)
            throws IOException, InterruptedException {
        Map<String, Object> email =
                new HashMap<>(Map.of("to", "jo@mills.example", "subject", "Invoice [reference]", "body", "Attached."));
        email.putAll(attributes);
        return sendOnly(client, document, email);
    }

    Answer sendOnly(String document, Map<String, ?> email) throws IOException, InterruptedException {
        return sendOnly(company.client(), document, email);
    }

    private static Answer sendOnly(V2Client client, String document, Map<String, ?> email)
            throws IOException, InterruptedException {
        String root = document.replaceFirst("s/.*", "");
        return client.post(document + "/send_email", Map.of(root, Map.of("email", email)));
    }

    String status(String document) throws IOException, InterruptedException {
        return read(document).path("status").asString();
    }

    JsonNode read(String document) throws IOException, InterruptedException {
        return company.get(document).expect(200).body().path(document.replaceFirst("s/.*", ""));
    }

    /** All of the company, in the order in which they were put down. */
    List<Mail> mails() {
        return jdbc.sql("SELECT * FROM outgoing_mail WHERE company_id = ? ORDER BY id")
                .param(company.id())
                .query(LetterFixture::mail)
                .list();
    }

    private static Mail mail(ResultSet row, int number) throws SQLException {
        Array recipients = row.getArray("recipients");
        return new Mail(
                row.getLong("id"),
                row.getString("document_kind"),
                row.getLong("document_id"),
                row.getString("reference"),
                row.getString("cause"),
                row.getString("once"),
                row.getString("sender"),
                List.of((String[]) recipients.getArray()),
                row.getString("subject"),
                row.getString("body"),
                row.getBoolean("encloses_pdf"));
    }

    /** In full, by a credit note; answers the path of what sets it off. */
    String pay(String invoice, String day) throws IOException, InterruptedException {
        String note = made(
                "credit_notes",
                "credit_note",
                Map.of(
                        "contact",
                        contact,
                        "dated_on",
                        "2026-01-05",
                        "credit_note_items",
                        List.of(Map.of("description", "Back", "quantity", 1, "price", "-1234.5"))));
        transition(note, "mark_as_sent").expect(200);
        return made(
                "credit_note_reconciliations",
                "credit_note_reconciliation",
                Map.of("gross_value", "1234.5", "invoice", invoice, "credit_note", note, "dated_on", day));
    }

    /** Until others' have been looked after, of each kind and twice, that were due after everything else. */
    static void lookTwice(TestServer server, Clock clock) throws IOException, InterruptedException {
        TestCompany other = server.newCompany();
        LetterFixture others = new LetterFixture(server, other);
        Instant now = clock.instant();
        for (int i = 1; i <= 2; i++) {
            int count = i;
            String yesterday = day(now.minus(Duration.ofDays(1)));
            String reminded = others.invoice(
                    Map.of("send_reminder_emails", true, "payment_terms_in_days", 0, "dated_on", yesterday));
            others.transition(reminded, "mark_as_sent").expect(200);
            // Thanks come last of all.
            String thanked = others.invoice(Map.of("send_thank_you_emails", true, "dated_on", day(now)));
            others.transition(thanked, "mark_as_sent").expect(200);
            others.jdbc
                    .sql("UPDATE document SET paid_value = total_value, paid_on = CAST(? AS date)"
                            + " WHERE company_id = ? AND id = CAST(? AS bigint)")
                    .params(day(now), other.id(), thanked.replaceFirst(".*/", ""))
                    .update();
            ServerProcess.awaitThat("another look", () -> others.mails().size() == count);
        }
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, 10);
    }
}
