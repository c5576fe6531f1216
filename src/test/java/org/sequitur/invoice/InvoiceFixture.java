package org.sequitur.invoice;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.TestCompany;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Invoices of one company and one contact; what a test does not say is filled in: 100.00, dated long ago. */
final class InvoiceFixture {

    private static final JsonMapper JSON = new JsonMapper();

    private final TestCompany company;
    private final String contact;

    InvoiceFixture(TestCompany company) throws IOException, InterruptedException {
        this.company = company;
        this.contact = company.client().newContact("Harbour Mills Ltd");
    }

    String contact() {
        return contact;
    }

    Answer create(Map<String, ?> attributes) throws IOException, InterruptedException {
        Map<String, Object> invoice = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-01-05",
                "payment_terms_in_days",
                30,
                "invoice_items",
                List.of(Map.of("description", "Work", "item_type", "Hours", "quantity", 2, "price", "50"))));
        invoice.putAll(attributes);
        return company.post("invoices", Map.of("invoice", invoice));
    }

    @SuppressWarnings("unchecked")
    Answer create(String attributes) throws IOException, InterruptedException {
        return create((Map<String, ?>) JSON.readValue(attributes, Map.class));
    }

    JsonNode created(Map<String, ?> attributes) throws IOException, InterruptedException {
        return create(attributes).expect(201).body().path("invoice");
    }

    JsonNode created(String attributes) throws IOException, InterruptedException {
        return create(attributes).expect(201).body().path("invoice");
    }

    JsonNode read(JsonNode invoice) throws IOException, InterruptedException {
        return company.get(path(invoice)).expect(200).body().path("invoice");
    }

    Answer transition(JsonNode invoice, String name) throws IOException, InterruptedException {
        return company.put(path(invoice) + "/transitions/" + name, "");
    }

    static String path(JsonNode invoice) {
        return "invoices/" + V2Client.id(invoice);
    }
}
