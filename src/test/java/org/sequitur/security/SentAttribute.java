package org.sequitur.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sequitur.server.OpenApiDocument;
import tools.jackson.databind.JsonNode;

/**
 * What a client may send in a query or a body.
 *
 * @param place of the attribute, such as {@code invoice.invoice_items[].category}; of a parameter its name behind a question mark
 * @param kind what its schema says that it is
 */
record SentAttribute(String place, Kind kind) {

    enum Kind {
        REFERENCE,
        VALUE,
        /** A text or a number that may mean anything, a record's name or id too. */
        OPEN
    }

    private static final String SCHEMAS = "#/components/schemas/";
    private static final Set<String> VALUES = Set.of("SentDecimal", "SentBoolean", "SentDate");

    String name() {
        return place.replaceFirst(".*[.?]", "");
    }

    boolean isParameter() {
        return place.startsWith("?");
    }

    /** All that an operation takes. */
    static List<SentAttribute> of(OpenApiDocument document, OpenApiDocument.Operation operation) {
        List<SentAttribute> attributes = new ArrayList<>();
        for (JsonNode owner : List.of(document.root().path("paths").path(operation.path()), operation.content())) {
            for (JsonNode parameter : owner.path("parameters")) {
                JsonNode resolved = document.resolved(parameter);
                if (resolved.path("in").asString("").equals("query")) {
                    String place = "?" + resolved.path("name").asString();
                    attributes.add(new SentAttribute(place, kind(document, resolved.path("schema"))));
                }
            }
        }
        JsonNode body = document.resolved(operation.content().path("requestBody"));
        body.path("content").forEach(content -> collect(document, content.path("schema"), "", attributes));
        return attributes.stream().distinct().toList();
    }

    private static void collect(
            OpenApiDocument document, JsonNode schema, String place, List<SentAttribute> attributes) {
        JsonNode resolved = document.resolved(schema);
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            resolved.path(choice).forEach(one -> collect(document, one, place, attributes));
        }
        if (resolved.has("items")) {
            collect(document, resolved.path("items"), place + "[]", attributes);
        } else if (resolved.has("properties")) {
            resolved.path("properties")
                    .forEachEntry((name, property) ->
                            collect(document, property, place.isEmpty() ? name : place + "." + name, attributes));
        } else if (!place.isEmpty()) {
            attributes.add(new SentAttribute(place, kind(document, schema)));
        }
    }

    private static Kind kind(OpenApiDocument document, JsonNode schema) {
        String named = schema.path("$ref").asString("").replace(SCHEMAS, "");
        if (named.equals("SentReference")) {
            return Kind.REFERENCE;
        }
        JsonNode resolved = document.resolved(schema);
        boolean isValue = VALUES.contains(named)
                || resolved.has("enum")
                || resolved.path("type").asString("").equals("boolean")
                || Set.of("date", "date-time").contains(resolved.path("format").asString(""));
        return isValue ? Kind.VALUE : Kind.OPEN;
    }
}
