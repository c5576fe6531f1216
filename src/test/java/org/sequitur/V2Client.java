package org.sequitur;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of one company, in whatever process its server runs; each request is sent once. Paths are below {@code /v2/}, or begin
 * with a slash and are whole; a body is JSON text, or anything that becomes JSON.
 */
public final class V2Client {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String v2;
    private final String token;
    private final Map<String, String> headers;

    /** @param server its address with or without {@code /v2} */
    public V2Client(String server, String token) {
        String address = server.replaceFirst("/+$", "");
        this.v2 = (address.endsWith("/v2") ? address : address + "/v2") + "/";
        this.token = token;
        this.headers = Map.of();
    }

    private V2Client(V2Client other, Map<String, String> headers) {
        this.v2 = other.v2;
        this.token = other.token;
        this.headers = headers;
    }

    /** The same client, sending a header of its own with every request. */
    public V2Client with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new V2Client(this, all);
    }

    /** The same client, calling every request by this key. */
    public V2Client keyed(String key) {
        return with("Idempotency-Key", key);
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    public Answer patch(String path, Object body) throws IOException, InterruptedException {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null);
    }

    /** A contact under that name; answers its path. */
    public String newContact(String name) throws IOException, InterruptedException {
        return created(post("contacts", Map.of("contact", Map.of("organisation_name", name))), "contact");
    }

    /** A project of a contact; answers its path. */
    public String newProject(String name, String contact) throws IOException, InterruptedException {
        Map<String, Object> project = Map.of(
                "name", name, "contact", contact, "status", "Active", "currency", "GBP", "budget_units", "Hours");
        return created(post("projects", Map.of("project", project)), "project");
    }

    /** Every invoice with its items, page by page, in the order of creation. */
    public List<JsonNode> invoices() throws IOException, InterruptedException {
        List<JsonNode> invoices = new ArrayList<>();
        for (int page = 1; ; page++) {
            Answer answer = get("invoices?nested_invoice_items=true&per_page=100&page=" + page)
                    .expect(200);
            JsonNode rows = answer.body().path("invoices");
            rows.forEach(invoices::add);
            if (rows.size() < 100) {
                return invoices;
            }
        }
    }

    /** The number at the end of the address of a record. */
    public static String id(JsonNode resource) {
        String url = resource.path("url").stringValue("");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static String created(Answer answer, String root) {
        JsonNode resource = answer.expect(201).body().path(root);
        return root + "s/" + id(resource);
    }

    private String address(String path) {
        return path.startsWith("/") ? v2.substring(0, v2.length() - "/v2/".length()) + path : v2 + path;
    }

    private Answer send(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(
                        body instanceof String text ? text : JSON.writeValueAsString(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(path)))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token)
                .setHeader("Content-Type", "application/json")
                .setHeader("Accept", "application/json")
                .method(method, publisher);
        headers.forEach(request::setHeader);
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
    }

    /** What came back. */
    public record Answer(String request, int status, HttpHeaders headers, String text) {

        public JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (JacksonException e) {
                return JSON.missingNode();
            }
        }

        /** The value of a header, or an empty text when it is absent. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(
                        request + " should answer " + expected + " but answered " + status + ": " + text);
            }
            return this;
        }

        /** The messages of a refusal, of either shape. */
        public List<String> messages() {
            List<String> messages = new ArrayList<>();
            JsonNode errors = body().path("errors");
            if (errors.isArray()) {
                errors.forEach(error -> messages.add(error.path("message").stringValue("")));
            } else if (errors.path("error").has("message")) {
                messages.add(errors.path("error").path("message").stringValue(""));
            }
            return messages;
        }
    }
}
