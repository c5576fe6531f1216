package org.sequitur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.wire.Pages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether {@code /openapi.json} tells the truth: all routes, and none else. */
class OpenApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final TestServer server = TestServer.shared();
    private final OpenApiDocument document = new OpenApiDocument(
            JSON.readTree(send("GET", "/openapi.json", Map.of()).body()));

    @Test
    void everyRouteIsDescribedAndEveryDescribedRouteIsServed() {
        Set<String> described = document.operations().stream()
                .map(OpenApiDocument.Operation::name)
                .collect(Collectors.toSet());
        Set<String> aliases = document.aliases();
        Set<String> served = new HashSet<>();
        server.server().routes().getHandlerMethods().forEach((route, handler) -> {
            if (!Pages.isPage(handler)) {
                route.getPatternValues()
                        .forEach(path -> route.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method.name().toLowerCase(Locale.ROOT) + " " + path)));
            }
        });

        assertThat(aliases).isNotEmpty().doesNotContainAnyElementsOf(described);
        described.addAll(aliases);
        assertThat(served).containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void theDocumentIsServedWithoutATokenAndWithTheServersOwnAddress() {
        HttpResponse<String> answer = send("GET", "/openapi.json", Map.of("Accept", "text/html, */*;q=0.1"));
        HttpResponse<String> head = send("HEAD", "/openapi.json", Map.of());
        HttpResponse<String> again = send(
                "GET",
                "/openapi.json",
                Map.of("If-None-Match", answer.headers().firstValue("ETag").orElseThrow()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(document.root().at("/servers/0/url").asString()).isEqualTo(server.baseUrl());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(answer.headers().firstValue("Content-Length"));
        assertThat(head.body()).isEmpty();
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void theDocumentIsAnOpenApiDocument() {
        JsonNode root = document.root();
        assertThat(root.path("openapi").asString()).startsWith("3.1.");
        assertThat(root.at("/info/title").asString()).isNotBlank();
        assertThat(root.at("/info/version").asString()).isNotBlank();

        List<String> wrong = new ArrayList<>();
        OpenApiDocument.visit(root, "", (place, node) -> {
            if (node.has("$ref") && document.resolved(node).isMissingNode()) {
                wrong.add(place + " refers to nothing: " + node.path("$ref"));
            }
            if (place.endsWith("/schema") || place.matches("/components/schemas/[^/]+")) {
                OpenApiDocument.complaintsAbout(node).forEach(error -> wrong.add(place + " is no schema: " + error));
            }
            if (node.has("example") && node.has("schema")) {
                document.complaints(node.path("schema"), node.path("example"))
                        .forEach(error -> wrong.add(place + " has a wrong example: " + error));
            }
        });
        Set<String> ids = new HashSet<>();
        Set<String> tags = root.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString())
                .collect(Collectors.toSet());
        for (OpenApiDocument.Operation operation : document.operations()) {
            JsonNode content = operation.content();
            if (!ids.add(content.path("operationId").asString(""))) {
                wrong.add(operation.name() + " has no operationId of its own");
            }
            if (content.path("summary").asString("").isBlank()) {
                wrong.add(operation.name() + " has no summary");
            }
            if (content.path("tags").size() != 1 || tags.stream().noneMatch(operation::hasTag)) {
                wrong.add(operation.name() + " needs one of the tags");
            }
            boolean succeeds =
                    content.path("responses").propertyNames().stream().anyMatch(status -> status.startsWith("20"));
            if (succeeds == RefusingRoute.isOne(operation)) {
                wrong.add(operation.name() + (succeeds ? " succeeds, but is a RefusingRoute" : " never succeeds"));
            }
            content.path("responses").forEachEntry((status, response) -> {
                if (document.resolved(response).path("description").asString("").isBlank()) {
                    wrong.add(operation.name() + " has a response " + status + " without a description");
                }
            });
            if (!parametersOf(operation).equals(parametersIn(operation.path()))) {
                wrong.add(operation.name() + " does not say what its path's parameters are");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatAlwaysRefusesIsDescribedWithItsRefusal() {
        assertThat(RefusingRoute.values()).allSatisfy(route -> {
            JsonNode refusal = document.operation(route.method(), route.path())
                    .content()
                    .path("responses")
                    .path(Integer.toString(route.status()));
            assertThat(refusal.at("/content/application~1json/example/errors/error/message")
                            .asString(""))
                    .isEqualTo(route.reason());
        });
    }

    @Test
    void everyPostTakesAnIdempotencyKey() {
        List<OpenApiDocument.Operation> posts = document.operations().stream()
                .filter(operation -> operation.name().startsWith("post "))
                .toList();
        assertThat(posts).isNotEmpty().allSatisfy(post -> {
            assertThat(post.content().path("parameters").valueStream().map(document::resolved))
                    .extracting(parameter -> parameter.path("name").asString())
                    .contains("Idempotency-Key");
            assertThat(post.content().at("/responses/409").isMissingNode()).isFalse();
        });
    }

    private Set<String> parametersOf(OpenApiDocument.Operation operation) {
        Set<String> names = new HashSet<>();
        for (JsonNode owner : List.of(document.root().path("paths").path(operation.path()), operation.content())) {
            for (JsonNode parameter : owner.path("parameters")) {
                JsonNode resolved = document.resolved(parameter);
                if (resolved.path("in").asString().equals("path")
                        && resolved.path("required").asBoolean()) {
                    names.add(resolved.path("name").asString());
                }
            }
        }
        return names;
    }

    private static Set<String> parametersIn(String path) {
        return PARAMETER.matcher(path).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    @Test
    void theReadmeCountsWhatIsServed() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        long documented = 0;
        long others = document.root().path("x-documented-routes").asLong();
        for (JsonNode tag : document.root().path("tags")) {
            String name = tag.path("name").asString();
            long served = document.operations().stream()
                    .filter(operation -> operation.hasTag(name))
                    .count();
            if (tag.has("x-documented-routes")) {
                documented += served;
                others -= tag.path("x-documented-routes").asLong();
                assertThat(readme)
                        .contains("| `%s` | %d of %d |"
                                .formatted(
                                        name,
                                        served,
                                        tag.path("x-documented-routes").asInt()));
            }
        }
        assertThat(readme).contains("| other families | 0 of %d |".formatted(others));
        Matcher total = Pattern.compile("\\| \\*\\*all\\*\\* \\| \\*\\*(\\d+) of (\\d+)\\*\\* \\|")
                .matcher(readme);
        assertThat(total.find()).isTrue();
        assertThat(total.group(1)).isEqualTo(Long.toString(documented));
        assertThat(total.group(2))
                .isEqualTo(document.root().path("x-documented-routes").asString());
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
