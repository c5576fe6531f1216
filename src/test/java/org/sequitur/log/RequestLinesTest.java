package org.sequitur.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.sequitur.ServerLog;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.server.Server;
import org.sequitur.signin.PageClient;
import org.sequitur.signin.TestPerson;

/** What the log tells of requests, and that it is told by the request. */
@Isolated("it reads the log of everything")
class RequestLinesTest {

    private static final String ACCESS = "org.sequitur.access";

    private final TestServer shared = TestServer.shared();

    private Server logging(boolean isOn) {
        return shared.beside(Map.of("sequitur.access-log", isOn), Clock.systemUTC());
    }

    private static ILoggingEvent line(ServerLog log, String requestId) throws InterruptedException {
        awaitThat(
                "the request " + requestId + " is logged",
                () -> log.of(ACCESS).stream()
                        .anyMatch(line ->
                                requestId.equals(line.getMDCPropertyMap().get("request_id"))));
        return log.of(ACCESS).stream()
                .filter(line -> requestId.equals(line.getMDCPropertyMap().get("request_id")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachRequestHasALineWithItsRouteStatusTimeIdAndCompany() throws Exception {
        TestCompany company = shared.newCompany();
        try (Server server = logging(true);
                ServerLog log = new ServerLog()) {
            V2Client client = new V2Client(server.baseUrl().of(""), company.token());
            String made = client.get("company").expect(200).header("X-Request-Id");
            assertThat(line(log, made).getFormattedMessage())
                    .matches("GET /v2/company 200 [0-9.]+ ms, company " + company.id());
            client.with("X-Request-Id", "told-by_1.client")
                    .get("contacts/987654321")
                    .expect(404);
            ILoggingEvent told = line(log, "told-by_1.client");
            assertThat(told.getFormattedMessage())
                    .matches("GET /v2/contacts/\\{id} 404 [0-9.]+ ms, company " + company.id());
            assertThat(told.getKeyValuePairs())
                    .extracting(pair -> pair.key)
                    .containsExactly("method", "route", "status", "milliseconds", "company");
            String ill = client.with("X-Request-Id", "ill formed")
                    .get("users")
                    .expect(200)
                    .header("X-Request-Id");
            assertThat(line(log, ill).getFormattedMessage()).startsWith("GET /v2/users 200 ");
            assertThat(log.text()).doesNotContain("ill formed");
        }
    }

    @Test
    void noLineRepeatsWhatAClientKnows() throws Exception {
        TestPerson olive = TestPerson.on(shared);
        String token = olive.company().token();
        try (Server server = logging(true);
                ServerLog log = new ServerLog()) {
            String base = server.baseUrl().of("");
            PageClient browser = new PageClient(base);
            browser.get("/password/s3cr3t-of-a-path");
            browser.get("/setup?key=s3cr3t-of-a-query");
            browser.signIn(olive.email(), olive.password()).expect(303);
            new PageClient(base).signIn(olive.email(), "s3cr3t-wr0ng-password").expect(422);
            V2Client client = new V2Client(base, token);
            client.get("contacts?view=s3cr3t-of-a-filter");
            client.get("s3cr3t-of-a-path/s3cr3t").expect(404);
            client.get("/s3cr3t-of-a-path").expect(404);
            client.get("/attachments/1/original?sig=s3cr3t-of-a-link");
            client.post("contacts", "{\"contact\":{\"first_name\":\"s3cr3t-of-a-body\"")
                    .expect(400);
            client.post("/v2/token_endpoint?code=s3cr3t-code&client_secret=s3cr3t", "");
            new V2Client(base, "s3cr3t-of-a-stranger").get("company").expect(401);
            line(log, client.with("X-Request-Id", "the-last").get("company").header("X-Request-Id"));
            assertThat(log.text())
                    .contains("gave the right password", "GET none 404", "GET none 401")
                    .doesNotContain("s3cr3t", "wr0ng", token, olive.password());
        }
    }

    @Test
    void linesWithinARequestHaveItsId() throws Exception {
        TestPerson olive = TestPerson.on(shared);
        try (ServerLog log = new ServerLog()) {
            PageClient.PageAnswer in =
                    olive.browser().signIn(olive.email(), olive.password()).expect(303);
            assertThat(log.lines())
                    .filteredOn(line -> line.getFormattedMessage().contains("gave the right password"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                            .containsEntry("request_id", in.header("X-Request-Id")));
        }
    }

    @Test
    void thereIsNoAccessLogUnlessItIsSwitchedOn() throws Exception {
        String company = shared.newCompany().token();
        try (Server server = logging(false);
                ServerLog log = new ServerLog()) {
            V2Client client = new V2Client(server.baseUrl().of(""), company);
            client.get("company").expect(200);
            client.get("nothing").expect(404);
            awaitThat(
                    "both are counted",
                    () -> new V2Client(server.baseUrl().of(""), "nobody")
                            .get("/metrics")
                            .text()
                            .contains("sequitur_http_requests_total{family=\"none\",method=\"GET\",status=\"4xx\"} 1"));
            assertThat(log.of(ACCESS)).isEmpty();
        }
    }
}
