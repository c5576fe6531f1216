package org.sequitur.story;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sequitur.InFlight;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** One person's work on documents; each step names what it changes and gives what came back. */
final class Business {

    private final V2Client client;

    Business(V2Client client) {
        this.client = client;
    }

    V2Client client() {
        return client;
    }

    /** A customer with an address for mails. */
    String customer(String name, String email) throws Exception {
        String contact = client.newContact(name);
        client.put(contact, Map.of("contact", Map.of("email", email))).expect(200);
        return contact;
    }

    JsonNode offer(String contact) throws Exception {
        return made(
                "estimate",
                Map.of(
                        "contact",
                        contact,
                        "estimate_type",
                        "Quote",
                        "status",
                        "Draft",
                        "dated_on",
                        "2026-03-02",
                        "estimate_items",
                        List.of(line("Survey", 1000))));
    }

    JsonNode creditNote(String contact, int net) throws Exception {
        return made(
                "credit_note",
                Map.of(
                        "contact",
                        contact,
                        "dated_on",
                        "2026-03-20",
                        "payment_terms_in_days",
                        0,
                        "credit_note_items",
                        List.of(line("Day cancelled", -net))));
    }

    private static Map<String, Object> line(String description, int price) {
        return Map.of(
                "description",
                description,
                "item_type",
                "Services",
                "quantity",
                1,
                "price",
                price,
                "sales_tax_rate",
                20);
    }

    private JsonNode made(String root, Map<String, Object> attributes) throws Exception {
        return client.post(root + "s", Map.of(root, attributes))
                .expect(201)
                .body()
                .path(root);
    }

    Answer change(String root, JsonNode document, Map<String, Object> attributes) throws Exception {
        return client.put(path(root, document), Map.of(root, attributes));
    }

    JsonNode read(String root, JsonNode document) throws Exception {
        return client.get(path(root, document)).expect(200).body().path(root);
    }

    /** The invoice that an estimate became. */
    JsonNode invoiceOf(JsonNode estimate) throws Exception {
        String id = read("estimate", estimate).path("invoice").asString().replaceFirst(".*/", "");
        return client.get("invoices/" + id).expect(200).body().path("invoice");
    }

    Answer transition(String root, JsonNode document, String name) throws Exception {
        return client.put(path(root, document) + "/transitions/" + name, "");
    }

    Answer mail(String root, JsonNode document, String to, String subject) throws Exception {
        Map<String, Object> email = new HashMap<>(
                Map.of("to", to, "subject", subject, "body", "Please find it attached.", "email_to_sender", false));
        return client.post(path(root, document) + "/send_email", Map.of(root, Map.of("email", email)));
    }

    Answer reconcile(JsonNode invoice, JsonNode creditNote, int gross) throws Exception {
        return client.post(
                "credit_note_reconciliations",
                Map.of(
                        "credit_note_reconciliation",
                        Map.of(
                                "invoice",
                                invoice.path("url").asString(),
                                "credit_note",
                                creditNote.path("url").asString(),
                                "gross_value",
                                gross,
                                "dated_on",
                                "2026-03-20")));
    }

    private static String path(String root, JsonNode document) {
        return root + "s/" + V2Client.id(document);
    }

    /** What several people get who do the same at once, each in turn first in line. */
    static List<Answer> together(List<Business> people, IntFunction<Step> steps) throws Exception {
        return InFlight.atMost(
                people.size(),
                IntStream.range(0, people.size())
                        .<java.util.concurrent.Callable<Answer>>mapToObj(
                                i -> () -> steps.apply(i).by(people.get(i)))
                        .toList());
    }

    /** What one of them does. */
    @FunctionalInterface
    interface Step {
        Answer by(Business person) throws Exception;
    }
}
