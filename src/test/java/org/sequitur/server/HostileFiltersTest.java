package org.sequitur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.server.OpenApiDocument.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SQL sent through every parameter of every route that is described and read with {@code GET}. */
class HostileFiltersTest {

    private static final String OTHERS = "Nobody else may see this";

    private static final List<String> HOSTILE = List.of(
            "'",
            "''",
            "\"",
            "\\",
            "\\' OR 1=1 --",
            "1' OR '1'='1",
            "' OR 1=1 --",
            "1 OR 1=1",
            "1) OR (1=1",
            "1; DROP TABLE contact; --",
            "1 UNION SELECT id, organisation_name FROM contact",
            "created_at; SELECT 1",
            "created_at DESC, (SELECT 1)",
            "-(SELECT organisation_name FROM contact LIMIT 1)",
            "2026-01-01' OR '1'='1",
            "all' OR '1'='1",
            ":company",
            "?",
            "$1",
            "::text",
            "%",
            "1e999",
            "99999999999999999999",
            "\u0000",
            "\uff07 OR 1=1",
            "/*",
            "*/ OR 1=1 /*");

    private final TestCompany company = TestServer.shared().newCompany();
    private final V2Client client = company.client();
    private OpenApiDocument document;

    @BeforeEach
    void records() throws Exception {
        document = new OpenApiDocument(new JsonMapper()
                .readTree(client.get("/openapi.json").expect(200).text()));
        V2Client other = TestServer.shared().newCompany().client();
        for (Map.Entry<V2Client, String> each :
                Map.of(client, "Acme", other, OTHERS).entrySet()) {
            String contact = each.getKey().newContact(each.getValue());
            each.getKey().newProject(each.getValue(), contact);
            Map<String, Object> invoice = Map.of(
                    "contact",
                    contact,
                    "dated_on",
                    "2026-11-16",
                    "payment_terms_in_days",
                    30,
                    "comments",
                    each.getValue());
            each.getKey().post("invoices", Map.of("invoice", invoice)).expect(201);
        }
    }

    @Test
    void noParameterIsTakenForSql() throws Exception {
        int parameters = 0;
        for (Operation operation : document.operations()) {
            if (operation.method().equals("get")) {
                for (JsonNode parameter : operation.content().path("parameters")) {
                    JsonNode resolved = document.resolved(parameter);
                    if (resolved.path("in").asString().equals("query")) {
                        parameters++;
                        check(operation.path(), resolved.path("name").asString());
                    }
                }
            }
        }
        assertThat(parameters).as("parameters that the document describes").isGreaterThan(20);
    }

    private void check(String template, String parameter) throws Exception {
        String path = template.replaceAll("\\{[^}]*}", "1");
        String all = client.get(path).header("X-Total-Count");
        for (String text : HOSTILE) {
            V2Client.Answer answer =
                    client.get(path + "?" + parameter + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            assertThat(answer.status())
                    .as(answer.request() + " " + answer.text())
                    .isIn(200, 400, 404, 422);
            assertThat(answer.text()).as(answer.request()).doesNotContain(OTHERS);
            String total = answer.header("X-Total-Count");
            if (!total.isEmpty()) {
                assertThat(Long.parseLong(total)).as(answer.request()).isLessThanOrEqualTo(Long.parseLong(all));
            }
        }
        assertThat(client.get(path).header("X-Total-Count")).as(path).isEqualTo(all);
    }
}
