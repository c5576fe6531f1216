package org.sequitur.numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A report of more rows than JSON shows or sockets hold. */
class LongReportTest {

    private static final String REPORT = "/sequitur/v1/reference_report";
    private static final int GAPS = 40_000;

    private static TestServer server;
    private static TestCompany company;
    private static JdbcClient jdbc;

    @BeforeAll
    static void fill() throws Exception {
        server = TestServer.start(Map.of());
        company = server.newCompany();
        jdbc = JdbcClient.create(server.dataSource());
        company.post("invoices", Draft.of(company.client().newContact("Ash")).body())
                .expect(201);
        List<String> columns = jdbc.sql("""
                        SELECT attname FROM pg_attribute WHERE attrelid = CAST('document' AS regclass) AND attnum > 0
                            AND NOT attisdropped AND attname NOT IN ('id', 'reference')
                        """).query(String.class).list();
        String others = String.join(", ", columns);
        jdbc.sql("INSERT INTO document (id, reference, " + others + ")"
                        + " SELECT -n, repeat('x', 240) || 2 * n, " + others
                        + " FROM document, generate_series(0, ?) AS n WHERE company_id = ? AND id > 0")
                .params(GAPS, company.id())
                .update();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void jsonHasTheFirstRowsAndTheTotalsOfAll() throws Exception {
        JsonNode report = company.get(REPORT).expect(200).body().path("reference_report");

        assertThat(report.path("gaps")).hasSize(ReportTables.MOST_ROWS);
        assertThat(report.path("truncated").asBoolean()).isTrue();
        assertThat(report.at("/totals/gaps").asInt()).isEqualTo(GAPS);
        assertThat(report.at("/totals/missing").asInt()).isEqualTo(GAPS);
    }

    @Test
    void csvHasAllRows() throws Exception {
        Answer answer = company.get(REPORT + "?format=csv").expect(200);

        assertThat(ReportTable.of(answer.text()).of(ReportRow.Kind.GAP)).hasSize(GAPS);
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.header("Content-Disposition")).contains("reference-report.csv");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void whileOneFlowsAnotherIsRefusedAndOneThatIsCutOffDoesNotLookWhole() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + REPORT + "?format=csv"))
                .header("Authorization", "Bearer " + company.token())
                .build();
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream body = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            String beginning = new String(body.readNBytes(6), StandardCharsets.UTF_8);
            Answer second = company.get(REPORT + "?format=csv").expect(409);
            terminateReport();

            assertThat(beginning).isEqualTo("record");
            assertThat(second.messages()).containsExactly("Another reference report of this company is being made");
            assertThat(second.header("Retry-After")).isEqualTo("5");
            assertThat(second.header("Content-Type")).startsWith("application/json");
            assertThat(second.header("Content-Disposition")).isEmpty();
            assertThatExceptionOfType(IOException.class).isThrownBy(body::readAllBytes);
        }
        company.get(REPORT).expect(200);
    }

    private static void terminateReport() {
        long terminated = jdbc.sql("""
                        SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE query LIKE '%bucket AS MATERIALIZED%' AND pid <> pg_backend_pid()
                        """).query(Long.class).single();
        assertThat(terminated).isEqualTo(1);
    }
}
