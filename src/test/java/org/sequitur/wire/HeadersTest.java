package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.server.Server;

/** What every answer carries. */
class HeadersTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private static void assertCommonHeaders(Reply reply) {
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Pragma")).isEqualTo("no-cache");
        assertThat(reply.header("Vary").split(", *")).contains("Origin");
        assertThat(reply.has("Strict-Transport-Security")).isFalse();
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(reply.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(reply.header("X-Runtime")).matches("\\d+\\.\\d+");
        assertThat(reply.header("X-Request-Id")).matches("[A-Za-z0-9_.-]{1,255}");
        assertThat(reply.has("Server")).isFalse();
        assertThat(reply.has("X-Powered-By")).isFalse();
        assertThat(reply.has("Set-Cookie")).isFalse();
    }

    @Test
    void clientsThatComeByTlsAreToldToStayWithIt() throws Exception {
        try (Server server = TestServer.shared().beside(Map.of(), Clock.systemUTC())) {
            server.baseUrl().set("https://invoices.example.org");
            for (String target : List.of("/v2/company", "/v2/nothing", "/v2/%zz", "/health")) {
                try (Connection connection = new Connection(server.port())) {
                    Reply reply = connection.exchange(Call.get(target).as(company));
                    assertThat(reply.header("Strict-Transport-Security"))
                            .as(target)
                            .isEqualTo("max-age=31536000");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/company, 200",
        "HEAD, /v2/company, 200",
        "GET, /v2/users, 200",
        "GET, /health, 200",
        "OPTIONS, /v2/company, 204",
        "GET, /v2/nothing, 404",
        "GET, /nothing, 404",
        "POST, /v2/company, 404",
        "GET, /v2/users/1, 404",
        "GET, /v2/invoices?view=nothing, 400",
        "POST, /v2/contacts, 400",
        "GET, /v2/%zz, 400"
    })
    void everyAnswerCarriesTheCommonHeaders(String method, String target, int status) throws Exception {
        assertCommonHeaders(Call.of(method, target).as(company).send().expect(status));
    }

    @Test
    void refusalsBeforeAndAfterTheRouteIsFoundCarryThemToo() throws Exception {
        assertCommonHeaders(Call.get("/v2/company").send().expect(401));
        assertCommonHeaders(Call.get("/v2/company")
                .as(company)
                .header("Accept", "text/html")
                .send()
                .expect(406));
        assertCommonHeaders(Call.of("POST", "/v2/contacts")
                .as(company)
                .header("Content-Type", "text/plain")
                .body("x")
                .send()
                .expect(415));
        assertCommonHeaders(Call.of("POST", "/v2/contacts")
                .as(company)
                .json("{\"town\":\"Leith\"}")
                .send()
                .expect(422));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "7f6c1b0e-3f0a-4c55-9d0e-1a2b3c4d5e6f", "A.b_c-9"})
    void aSaneRequestIdIsEchoed(String id) throws Exception {
        Reply reply = Call.get("/health").header("X-Request-Id", id).send();
        assertThat(reply.header("X-Request-Id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<script>", "a;b", "a,b", "ä", "${x}"})
    void anyOtherRequestIdIsReplacedByOneOfOurOwn(String id) throws Exception {
        Reply reply = Call.get("/health").header("X-Request-Id", id).send();
        assertThat(reply.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void aLongRequestIdIsReplacedAndEachAnswerHasItsOwn() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ids.add(Call.get("/health")
                    .header("X-Request-Id", "a".repeat(256))
                    .send()
                    .header("X-Request-Id"));
        }
        assertThat(ids).hasSize(3).allMatch(id -> id.length() == 36);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v2/company", "GET, /v2/users", "GET, /v2/nothing", "GET, /health"})
    void bodiesSayTheirTypeAndCharset(String method, String target) throws Exception {
        Reply reply = Call.of(method, target).as(company).send();
        assertThat(reply.header("Content-Type").replace(" ", "")).isEqualTo("application/json;charset=utf-8");
    }

    @Test
    void aDeleteAnswersWithoutABodyAndStillSaysJson() throws Exception {
        String url = Call.of("POST", "/v2/contacts")
                .as(company)
                .json("{\"organisation_name\":\"Acme\"}")
                .send()
                .expect(201)
                .header("Location");
        Reply deleted = Call.of("DELETE", url.substring(url.indexOf("/v2/")))
                .as(company)
                .send()
                .expect(200);
        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.header("Content-Type")).isEqualTo("application/json");
        assertThat(deleted.has("ETag")).isFalse();
    }

    private void addContacts() throws IOException {
        for (int i = 0; i < 8; i++) {
            Call.of("POST", "/v2/contacts")
                    .as(company)
                    .json("{\"organisation_name\":\"Acme\"}")
                    .send()
                    .expect(201);
        }
    }

    private Reply contacts(String encoding) throws IOException {
        return Call.get("/v2/contacts")
                .as(company)
                .header("Accept-Encoding", encoding)
                .send()
                .expect(200);
    }

    @Test
    void aLargeBodyIsCompressedForWhoeverAsks() throws Exception {
        addContacts();
        Reply plain = Call.get("/v2/contacts").as(company).send();
        assertThat(plain.body().length).isGreaterThan(2048);
        assertThat(plain.has("Content-Encoding")).isFalse();
        assertThat(plain.header("Content-Length")).isEqualTo(Integer.toString(plain.body().length));

        Reply compressed = contacts("gzip");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary"))
                .containsIgnoringCase("accept-encoding")
                .containsIgnoringCase("origin");
        assertThat(compressed.body().length).isLessThan(plain.body().length);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.text());
        }
        assertThat(compressed.header("ETag")).startsWith("W/\"").isEqualTo(plain.header("ETag"));
    }

    @Test
    void aSmallBodyAndOneForAClientThatCannotUnpackItAreSentAsTheyAre() throws Exception {
        addContacts();
        assertThat(contacts("gzip;q=0").has("Content-Encoding")).isFalse();
        assertThat(contacts("identity").has("Content-Encoding")).isFalse();
        Reply small = Call.get("/v2/users/me")
                .as(company)
                .header("Accept-Encoding", "gzip")
                .send();
        assertThat(small.expect(200).has("Content-Encoding")).isFalse();
    }
}
