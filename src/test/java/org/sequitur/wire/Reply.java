package org.sequitur.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer, with its headers and body as they were sent. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    private static final JsonMapper JSON = new JsonMapper();

    boolean has(String header) {
        return headers.stream().anyMatch(each -> each.getKey().equalsIgnoreCase(header));
    }

    /** The values of a header, an empty text when it is absent. */
    String header(String name) {
        return String.join(
                ", ",
                headers.stream()
                        .filter(each -> each.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    Reply expect(int expected) {
        if (status != expected) {
            throw new AssertionError("should answer " + expected + " but answered " + status + ": " + text());
        }
        return this;
    }

    /** The message of a refusal in the shape of everything but failed validation. */
    String message() {
        JsonNode message = json().path("errors").path("error").path("message");
        if (!message.isString()) {
            throw new AssertionError("not a single error: " + text());
        }
        return message.asString();
    }

    /** The messages of failed validation. */
    List<String> messages() {
        JsonNode errors = json().path("errors");
        if (!errors.isArray()) {
            throw new AssertionError("not a list of errors: " + text());
        }
        List<String> messages = new ArrayList<>();
        errors.forEach(error -> messages.add(error.path("message").asString()));
        return messages;
    }
}
