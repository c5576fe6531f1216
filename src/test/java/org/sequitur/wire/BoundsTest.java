package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.server.Server;

/** What happens at the bounds of a request's head, of its time, and of what its parsers hold. */
class BoundsTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private static String query(int parameters) {
        return IntStream.range(0, parameters).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
    }

    @Test
    void aQueryHas200ParametersAtMost() throws Exception {
        Call.get("/v2/contacts?" + query(200)).as(company).send().expect(200);
        Reply refused = Call.get("/v2/contacts?" + query(201)).as(company).send();
        assertThat(refused.expect(400).message()).isEqualTo("The query string could not be read");
    }

    @Test
    void aRequestHas100HeadersAtMost() throws Exception {
        // With Host and Authorization.
        for (int more : new int[] {98, 99}) {
            Call call = Call.get("/v2/company").as(company);
            IntStream.range(0, more).forEach(i -> call.header("X-H" + i, "1"));
            call.send().expect(more == 98 ? 200 : 400);
        }
    }

    @Test
    void headersAndAddressHave16KilobytesAtMost() throws Exception {
        Call.get("/v2/contacts?a=" + "x".repeat(15_000)).as(company).send().expect(200);
        Call.get("/v2/contacts?a=" + "x".repeat(16_400)).as(company).send().expect(400);
        Call.get("/v2/company")
                .as(company)
                .header("X-Long", "x".repeat(15_000))
                .send()
                .expect(200);
        Call.get("/v2/company")
                .as(company)
                .header("X-Long", "x".repeat(16_400))
                .send()
                .expect(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n Set-Cookie: b=c",
                "a\rSet-Cookie: b=c",
                "a\nSet-Cookie: b=c",
                "a%0d%0aSet-Cookie: b=c",
                "a\u0085Set-Cookie: b=c",
                "a\0b"
            })
    void noHeaderIsSmuggledIntoAnAnswerThroughTheRequestsId(String id) throws Exception {
        Reply reply =
                Call.get("/v2/company").as(company).header("X-Request-Id", id).send();
        assertThat(reply.status()).isIn(200, 400);
        assertThat(reply.has("Set-Cookie")).isFalse();
        assertThat(reply.header("X-Request-Id")).matches("[0-9a-f-]{36}|a");
    }

    @Test
    void noHeaderIsSmuggledIntoAnAnswerThroughLinks() throws Exception {
        for (int i = 0; i < 2; i++) {
            company.post("contacts", "{\"organisation_name\":\"Acme\"}").expect(201);
        }
        Reply reply = Call.get("/v2/contacts?per_page=1&a=b%0d%0aSet-Cookie:%20c=d&e%0d%0aSet-Cookie:%20f=g")
                .as(company)
                .send()
                .expect(200);
        assertThat(reply.has("Set-Cookie")).isFalse();
        assertThat(reply.header("Link")).contains("rel='next'");
    }

    @Test
    void anElementOfXmlHas200AttributesAtMost() throws Exception {
        for (int attributes : new int[] {200, 201}) {
            String all = IntStream.range(0, attributes)
                    .mapToObj(i -> " a" + i + "=\"1\"")
                    .collect(Collectors.joining());
            Call.of("POST", "/v2/contacts")
                    .as(company)
                    .xml("<contact" + all + "><organisation-name>Acme</organisation-name></contact>")
                    .send()
                    .expect(attributes == 200 ? 201 : 400);
        }
    }

    @Test
    void aClientThatStopsInTheMiddleOfItsHeadersIsLeft() throws Exception {
        try (Server server = impatient();
                Connection connection = new Connection(server.port())) {
            connection.write("GET /v2/company HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
            connection.readToItsEnd();
        }
    }

    @Test
    void aClientThatStopsInTheMiddleOfItsBodyIsToldAndLeft() throws Exception {
        try (Server server = impatient();
                Connection connection = new Connection(server.port())) {
            Call call = Call.of("POST", "/v2/contacts")
                    .as(company)
                    .header("Content-Type", "application/json")
                    .header("Content-Length", "100")
                    .bytes("{\"organ".getBytes(StandardCharsets.US_ASCII));
            assertThat(connection.exchange(call).expect(408).message()).isEqualTo("The request could not be read");
            connection.readToItsEnd();
        }
    }

    private static Server impatient() {
        return TestServer.shared().beside(Map.of("server.tomcat.connection-timeout", "200ms"), Clock.systemUTC());
    }
}
