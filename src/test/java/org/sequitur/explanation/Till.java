package org.sequitur.explanation;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.TestCompany;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** A company's documents and bank accounts, and what goes in and out of these. */
public final class Till {

    private final TestCompany company;
    private final String contact;

    public Till(TestCompany company) throws IOException, InterruptedException {
        this.company = company;
        this.contact = company.client().newContact("Harbour Mills");
    }

    /** The account that every company has. */
    public String account() throws IOException, InterruptedException {
        return company.get("bank_accounts").body().at("/bank_accounts/0/url").asString();
    }

    public String account(String name, String currency) throws IOException, InterruptedException {
        return made("bank_accounts", "bank_account", Map.of("name", name, "currency", currency))
                .path("url")
                .asString();
    }

    /** A sent invoice of one line without tax. */
    public String invoice(String total, Map<String, ?> further) throws IOException, InterruptedException {
        Map<String, Object> invoice = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-09-01",
                "payment_terms_in_days",
                3_000,
                "invoice_items",
                List.of(Map.of("description", "Work", "quantity", 1, "price", total))));
        invoice.putAll(further);
        String path = "invoices/" + V2Client.id(made("invoices", "invoice", invoice));
        company.put(path + "/transitions/mark_as_sent", "").expect(200);
        return path;
    }

    public String draft() throws IOException, InterruptedException {
        return "invoices/"
                + V2Client.id(made(
                        "invoices",
                        "invoice",
                        Map.of("contact", contact, "dated_on", "2026-09-01", "payment_terms_in_days", 1)));
    }

    /** A sent credit note of one line without tax. */
    public String creditNote(String total, Map<String, ?> further) throws IOException, InterruptedException {
        Map<String, Object> sent = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-09-02",
                "payment_terms_in_days",
                3_000,
                "credit_note_items",
                List.of(Map.of("description", "Back", "quantity", 1, "price", "-" + total))));
        sent.putAll(further);
        JsonNode note = made("credit_notes", "credit_note", sent);
        String path = "credit_notes/" + V2Client.id(note);
        company.put(path + "/transitions/mark_as_sent", "").expect(200);
        return path;
    }

    private JsonNode made(String path, String root, Map<String, ?> attributes)
            throws IOException, InterruptedException {
        return company.post(path, Map.of(root, attributes)).expect(201).body().path(root);
    }

    /** On 10 September 2026 unless something else is said. */
    public Answer post(String account, String gross, Map<String, ?> further) throws IOException, InterruptedException {
        Map<String, Object> explanation =
                new HashMap<>(Map.of("bank_account", account, "dated_on", "2026-09-10", "gross_value", gross));
        explanation.putAll(further);
        return company.post("bank_transaction_explanations", Map.of("bank_transaction_explanation", explanation));
    }

    public JsonNode explained(String account, String gross, Map<String, ?> further)
            throws IOException, InterruptedException {
        return post(account, gross, further).expect(201).body().path("bank_transaction_explanation");
    }

    public JsonNode paid(String document, String gross) throws IOException, InterruptedException {
        return explained(account(), gross, Map.of("paid_invoice", document));
    }

    public Answer change(JsonNode explanation, Map<String, ?> attributes) throws IOException, InterruptedException {
        return company.put(path(explanation), Map.of("bank_transaction_explanation", attributes));
    }

    public void remove(JsonNode explanation) throws IOException, InterruptedException {
        company.delete(path(explanation)).expect(200);
    }

    public static String path(JsonNode explanation) {
        return "bank_transaction_explanations/" + V2Client.id(explanation);
    }

    /** What a record says of itself, such as {@code paid_value}. */
    public List<String> says(String path, String... names) throws IOException, InterruptedException {
        JsonNode record = company.get(path.replaceFirst(".*/v2/", ""))
                .expect(200)
                .body()
                .iterator()
                .next();
        return List.of(names).stream()
                .map(name -> record.path(name).asString("none"))
                .toList();
    }

    /** Total, paid, due and status of an invoice. */
    public List<String> invoiceSays(String path) throws IOException, InterruptedException {
        return says(path, "paid_value", "due_value", "status", "paid_on");
    }
}
