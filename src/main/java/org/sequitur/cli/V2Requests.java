package org.sequitur.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to one server's API in the name of one user, over real HTTP; each is sent once. */
final class V2Requests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    private final HttpClient client;
    private final URI v2;
    private final String token;

    /** @param server the address with or without {@code /v2} */
    V2Requests(URI server, String token) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        String address = server.toString().replaceFirst("/+$", "");
        this.v2 = URI.create((address.endsWith("/v2") ? address : address + "/v2") + "/");
        this.token = token;
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String body, String key) throws IOException, InterruptedException {
        return send(request(path).header("Idempotency-Key", key).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Creates a contact and answers how to name it in an invoice. */
    String createContact(String name) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                post("contacts", JSON.writeValueAsString(Map.of("contact", Map.of("organisation_name", name))));
        if (answer.statusCode() != 201) {
            throw new IOException(v2 + "contacts answered " + reason(answer));
        }
        return text(answer, "contact", "url");
    }

    /** The references of all invoices that are stored, page by page. */
    List<String> storedReferences() throws IOException, InterruptedException {
        List<String> references = new ArrayList<>();
        for (int page = 1; ; page++) {
            HttpResponse<String> answer =
                    send(request("invoices?per_page=" + PAGE + "&page=" + page).GET());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.uri() + " answered " + reason(answer));
            }
            JsonNode invoices = json(answer.body()).path("invoices");
            invoices.forEach(invoice -> references.add(invoice.path("reference").stringValue("")));
            if (invoices.size() < PAGE) {
                return references;
            }
        }
    }

    /** The body of a create that leaves the reference to the server. */
    static String invoiceFor(String contact) {
        Map<String, Object> item =
                Map.of("description", "Consulting", "item_type", "Hours", "quantity", 1, "price", "100.0");
        return JSON.writeValueAsString(Map.of(
                "invoice",
                Map.of(
                        "contact",
                        contact,
                        "dated_on",
                        LocalDate.now(ZoneId.systemDefault()).toString(),
                        "payment_terms_in_days",
                        30,
                        "invoice_items",
                        List.of(item))));
    }

    static String text(HttpResponse<String> answer, String root, String attribute) throws IOException {
        JsonNode value = json(answer.body()).path(root).path(attribute);
        if (!value.isString()) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode() + " without a " + attribute);
        }
        return value.stringValue();
    }

    /** The status and, where there is one, the first message of a refusal. */
    static String reason(HttpResponse<String> answer) {
        JsonNode errors = json(answer.body()).path("errors");
        JsonNode message = (errors.isArray() ? errors.path(0) : errors.path("error")).path("message");
        return answer.statusCode() + (message.isString() ? " " + message.stringValue() : "");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(v2.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
