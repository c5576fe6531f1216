package org.sequitur.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.server.OpenApiDocument;
import org.sequitur.server.OpenApiDocument.Operation;
import tools.jackson.databind.JsonNode;

/**
 * SQL, and what else nobody should send, in every parameter of every route that the OpenAPI document describes: filters, views, sorts,
 * pages, and ids in paths. A new parameter is tried as soon as it is described.
 */
class HostileFiltersTest {

    private static final String OTHERS = "Zznobodyelse";

    private static final List<String> HOSTILE = List.of(
            "'",
            "''",
            "\"",
            "\\",
            "\\' OR 1=1 --",
            "1' OR '1'='1",
            "' OR 1=1 --",
            "') OR 1=1 --",
            "1 OR 1=1",
            "1) OR (1=1",
            "1; DROP TABLE contact; --",
            "1'; UPDATE contact SET town = 'Gone'; --",
            "1); DELETE FROM audit_event; --",
            "1 UNION SELECT id, organisation_name FROM contact",
            "created_at; SELECT 1",
            "created_at DESC, (SELECT 1)",
            "-(SELECT organisation_name FROM contact LIMIT 1)",
            "-updated_at, 1",
            "2026-01-01' OR '1'='1",
            "all' OR '1'='1",
            "1;RESET ROLE;SELECT 1",
            ":company",
            "?",
            "$1",
            "::text",
            "%",
            "_",
            "1e999",
            "-1",
            "99999999999999999999",
            "9223372036854775807",
            "\u0000",
            "1\u0000' OR 1=1",
            "\uff07 OR 1=1",
            "\u02bc OR 1=1 --",
            "\ud83d\ude00",
            "\u202e1",
            "\u0663",
            "/*",
            "*/ OR 1=1 /*",
            "$$; SELECT 1; $$",
            "../../../etc/passwd",
            "${jndi:ldap://127.0.0.1/x}",
            "#{1+1}",
            "x".repeat(5_000),
            "'".repeat(2_000));

    /** Sent as they are: bytes that are no text, and a quote in more bytes than it has. */
    private static final List<String> NO_TEXT = List.of("%ff%fe", "%c0%a7%20OR%201=1", "%ed%a0%80", "%00");

    private final TestServer server = TestServer.shared();
    private FilledCompany own;
    private FilledCompany other;
    private OpenApiDocument document;

    @BeforeEach
    void companies() throws Exception {
        own = FilledCompany.strict(server, "Ownmark");
        other = FilledCompany.strict(server, OTHERS);
        document = new OpenApiDocument(
                own.client().get("/openapi.json").expect(200).body());
    }

    @TestFactory
    Stream<DynamicTest> noParameterIsTakenForSql() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Operation operation : document.operations()) {
            if (operation.method().equals("get")) {
                for (String name : parameters(operation)) {
                    tests.add(DynamicTest.dynamicTest(operation.path() + " " + name, () -> filter(operation, name)));
                }
            }
        }
        assertThat(tests).as("parameters that the document describes").hasSizeGreaterThan(20);
        return tests.stream();
    }

    @Test
    void noIdIsTakenForSql() throws Exception {
        List<String> before = digests();
        int tried = 0;
        for (Operation operation : document.operations()) {
            if (operation.path().contains("{")) {
                for (String text : values(text -> !text.contains("/"))) {
                    V2Client.Answer answer =
                            ask(operation.method(), operation.path().replaceAll("\\{[^}]*}", text));
                    assertThat(answer.status())
                            .as(answer.request() + " " + answer.text())
                            .isIn(400, 404);
                    assertThat(answer.text()).doesNotContain(OTHERS);
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(500);
        assertThat(digests()).isEqualTo(before);
    }

    private List<String> parameters(Operation operation) {
        List<String> names = new ArrayList<>();
        for (JsonNode owner : List.of(document.root().path("paths").path(operation.path()), operation.content())) {
            for (JsonNode parameter : owner.path("parameters")) {
                JsonNode resolved = document.resolved(parameter);
                if (resolved.path("in").asString().equals("query")) {
                    names.add(resolved.path("name").asString());
                }
            }
        }
        return names;
    }

    private void filter(Operation operation, String name) throws Exception {
        List<String> before = digests();
        String path = operation.path().replace("{id}", Long.toString(anyId(operation.path())));
        long all = total(own.client().get(path));
        for (String value : values(text -> true)) {
            check(own.client().get(path + "?" + name + "=" + value), all);
        }
        for (String value : List.of("%27", "1)%20OR%20(1=1", "%00")) {
            for (String query : List.of(
                    name + "%5B%5D=" + value,
                    name + "%5B0%5D=" + value,
                    name + "%5Ba%5D%5Bb%5D=" + value,
                    name + "=&" + name + "=" + value,
                    name + "=" + value + "&" + name + "=")) {
                check(own.client().get(path + "?" + query), all);
            }
        }
        assertThat(total(own.client().get(path))).as(path).isEqualTo(all);
        assertThat(digests()).isEqualTo(before);
    }

    private static void check(V2Client.Answer answer, long all) {
        assertThat(answer.status()).as(answer.request() + " " + answer.text()).isIn(200, 400, 404, 422);
        assertThat(answer.text()).as(answer.request()).doesNotContain(OTHERS);
        assertThat(total(answer)).as(answer.request()).isLessThanOrEqualTo(all);
    }

    private static long total(V2Client.Answer answer) {
        String total = answer.header("X-Total-Count");
        return total.isEmpty() ? 0 : Long.parseLong(total);
    }

    private static List<String> values(Predicate<String> fitting) {
        return Stream.concat(
                        HOSTILE.stream()
                                .filter(fitting)
                                .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)
                                        .replace("+", "%20")),
                        NO_TEXT.stream())
                .toList();
    }

    private long anyId(String path) {
        return path.contains("{")
                ? own.ids(path.replaceFirst("/\\{.*", "").replaceFirst(".*/", ""))
                        .getLast()
                : 0;
    }

    private V2Client.Answer ask(String method, String path) throws IOException, InterruptedException {
        V2Client client = own.client();
        return switch (method) {
            case "get" -> client.get(path);
            case "delete" -> client.delete(path);
            case "put" -> client.put(path, "{}");
            case "post" -> client.post(path, "{}");
            default -> throw new AssertionError("no such method: " + method);
        };
    }

    private List<String> digests() {
        List<String> digests = new ArrayList<>(own.digests());
        digests.addAll(other.digests());
        return digests;
    }
}
