package org.sequitur.estimate;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Estimates of one contact; what a test does not say is filled in: a draft quote of 500.00. */
final class EstimateFixture {

    private final V2Client client;
    private final String contact;

    EstimateFixture(V2Client client, String contact) {
        this.client = client;
        this.contact = contact;
    }

    Answer create(Map<String, ?> attributes) throws IOException, InterruptedException {
        Map<String, Object> estimate = new HashMap<>(Map.of(
                "contact",
                contact,
                "estimate_type",
                "Quote",
                "status",
                "Draft",
                "dated_on",
                "2026-02-10",
                "estimate_items",
                List.of(Map.of("item_type", "Services", "quantity", 1, "price", 500, "description", "Fit-out"))));
        estimate.putAll(attributes);
        return client.post("estimates", Map.of("estimate", estimate));
    }

    JsonNode created(Map<String, ?> attributes) throws IOException, InterruptedException {
        return create(attributes).expect(201).body().path("estimate");
    }

    JsonNode read(JsonNode estimate) throws IOException, InterruptedException {
        return client.get(path(estimate)).expect(200).body().path("estimate");
    }

    Answer change(JsonNode estimate, Map<String, ?> attributes) throws IOException, InterruptedException {
        return client.put(path(estimate), Map.of("estimate", attributes));
    }

    Answer transition(JsonNode estimate, String name) throws IOException, InterruptedException {
        return client.put(path(estimate) + "/transitions/" + name, "");
    }

    static String path(JsonNode estimate) {
        return "estimates/" + V2Client.id(estimate);
    }
}
