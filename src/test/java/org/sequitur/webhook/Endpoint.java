package org.sequitur.webhook;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.V2Client;
import tools.jackson.databind.JsonNode;

/** An endpoint of a company, as its client sees it. */
public record Endpoint(V2Client client, String path) {

    static final String ALL = "/sequitur/v1/webhook_endpoints";

    /** @param types none for all */
    public static Endpoint of(V2Client client, String url, String... types) throws IOException, InterruptedException {
        Map<String, Object> attributes = new HashMap<>(Map.of("receiver_url", url));
        if (types.length > 0) {
            attributes.put("event_types", List.of(types));
        }
        JsonNode made = client.post(ALL, Map.of("webhook_endpoint", attributes))
                .expect(201)
                .body()
                .path("webhook_endpoint");
        return new Endpoint(client, ALL + "/" + V2Client.id(made));
    }

    public JsonNode shown() throws IOException, InterruptedException {
        return client.get(path).expect(200).body().path("webhook_endpoint");
    }

    public JsonNode change(String json) throws IOException, InterruptedException {
        return client.put(path, "{\"webhook_endpoint\":" + json + "}")
                .expect(200)
                .body()
                .path("webhook_endpoint");
    }

    public String secret(String which) throws IOException, InterruptedException {
        return client.get(path + "/secret")
                .expect(200)
                .body()
                .at("/secret/" + which)
                .asString("");
    }

    public long total(String state) throws IOException, InterruptedException {
        return Long.parseLong(client.get("/sequitur/v1/webhook_deliveries?state=" + state + "&webhook_endpoint="
                        + path.substring(path.lastIndexOf('/') + 1))
                .expect(200)
                .header("X-Total-Count"));
    }
}
