package org.sequitur.server;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of the server, read the way a client's generator reads it. */
public record OpenApiDocument(JsonNode root) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    /** One method of one path. */
    public record Operation(String method, String path, JsonNode content) {
        public String name() {
            return method + " " + path;
        }

        public boolean hasTag(String tag) {
            return content.path("tags")
                    .valueStream()
                    .anyMatch(own -> own.asString().equals(tag));
        }
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, content) -> {
                    if (METHODS.contains(method)) {
                        operations.add(new Operation(method, path, content));
                    }
                }));
        return operations;
    }

    Operation operation(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.name().equals(method.toLowerCase(Locale.ROOT) + " " + path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
    }

    /** The pairs that are served without an entry of their own, as {@code x-aliases} has it. */
    public Set<String> aliases() {
        return root.path("x-aliases")
                .valueStream()
                .flatMap(alias -> operations().stream()
                        .filter(operation -> operation
                                .method()
                                .equals(alias.path("stands-for").asString()))
                        .filter(operation ->
                                operation.path().matches(alias.path("paths").asString()))
                        .map(operation -> alias.path("method").asString() + " " + operation.path()))
                .collect(Collectors.toSet());
    }

    /** The object itself, or what it refers to. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** What is wrong with a value; a key that the schema does not have is wrong, too. */
    List<Error> complaints(JsonNode schema, JsonNode value) {
        ObjectNode whole = ((ObjectNode) closed(schema)).set("components", closed(root.path("components")));
        return SCHEMAS.getSchema(whole).validate(value);
    }

    /** What is wrong with a schema itself. */
    static List<Error> complaintsAbout(JsonNode schema) {
        return SCHEMAS.getSchema(
                        com.networknt.schema.SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(schema);
    }

    private static JsonNode closed(JsonNode schemas) {
        JsonNode copy = schemas.deepCopy();
        visit(copy, "", (place, node) -> {
            if (node instanceof ObjectNode schema
                    && schema.path("type").asString("").equals("object")
                    && schema.path("properties").isObject()
                    && !schema.has("additionalProperties")) {
                schema.put("additionalProperties", false);
            }
        });
        return copy;
    }

    /** Visits every object with its place, a JSON pointer. */
    static void visit(JsonNode node, String place, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(place, node);
        }
        Stream.concat(
                        node.propertyStream(),
                        node.isArray()
                                ? java.util.stream.IntStream.range(0, node.size())
                                        .mapToObj(i -> java.util.Map.entry(Integer.toString(i), node.get(i)))
                                : Stream.empty())
                .toList()
                .forEach(child -> visit(child.getValue(), place + "/" + child.getKey(), visitor));
    }
}
