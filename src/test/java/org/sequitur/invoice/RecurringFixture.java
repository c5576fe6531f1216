package org.sequitur.invoice;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Recurring invoices of one contact; what a test does not say is filled in: 100.00 a month, active. */
public final class RecurringFixture {

    private static final String OWN = "/sequitur/v1/recurring_invoices";

    private final V2Client client;
    private final String contact;

    public RecurringFixture(V2Client client, String contact) {
        this.client = client;
        this.contact = contact;
    }

    public Answer create(Map<String, ?> attributes) throws IOException, InterruptedException {
        Map<String, Object> recurring = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-01-31",
                "payment_terms_in_days",
                30,
                "frequency",
                "Monthly",
                "recurring_status",
                "Active",
                "invoice_items",
                List.of(Map.of("description", "Hosting", "item_type", "Services", "quantity", 2, "price", "50"))));
        recurring.putAll(attributes);
        return client.post(OWN, Map.of("recurring_invoice", recurring));
    }

    public JsonNode created(Map<String, ?> attributes) throws IOException, InterruptedException {
        return create(attributes).expect(201).body().path("recurring_invoice");
    }

    Answer change(JsonNode recurring, Map<String, ?> attributes) throws IOException, InterruptedException {
        return client.put(OWN + "/" + V2Client.id(recurring), Map.of("recurring_invoice", attributes));
    }

    Answer delete(JsonNode recurring) throws IOException, InterruptedException {
        return client.delete(OWN + "/" + V2Client.id(recurring));
    }

    /** As FreeAgent shows it. */
    JsonNode read(JsonNode recurring) throws IOException, InterruptedException {
        return client.get("recurring_invoices/" + V2Client.id(recurring))
                .expect(200)
                .body()
                .path("recurring_invoice");
    }

    String problem(JsonNode recurring) throws IOException, InterruptedException {
        return client.get(OWN + "/" + V2Client.id(recurring))
                .expect(200)
                .body()
                .at("/recurring_invoice/problem")
                .asString("");
    }
}
