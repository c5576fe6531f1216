package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** However a request's body was treated, the next request on the connection gets its own answer. */
class KeptAliveTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private String invoice = "";

    @BeforeEach
    void invoice() throws IOException {
        String contact = Call.of("POST", "/v2/contacts")
                .as(company)
                .json("{\"organisation_name\":\"Acme\"}")
                .send()
                .expect(201)
                .header("Location");
        String url = Call.of("POST", "/v2/invoices")
                .as(company)
                .json("{\"contact\":\"" + contact + "\",\"dated_on\":\"2026-09-01\",\"payment_terms_in_days\":30,"
                        + "\"invoice_items\":[{\"description\":\"x\",\"price\":1,\"quantity\":1}]}")
                .send()
                .expect(201)
                .header("Location");
        invoice = url.substring(url.indexOf("/v2/"));
    }

    private Call transition(String name) {
        return Call.of("PUT", invoice + "/transitions/mark_as_" + name).as(company);
    }

    /** A body that would be a request of its own, should anybody mistake it for one. */
    private static String smuggled() {
        return "DELETE /v2/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
    }

    private static void assertUser(Reply reply) {
        assertThat(reply.expect(200).json().has("user")).as(reply.text()).isTrue();
    }

    /** Sends a call and, without awaiting its answer, another one; then again, each after the answer to the one before. */
    private void assertNextIsAnswered(int status, Call pipelined, Call awaited) throws IOException {
        Call next = Call.get("/v2/users/me").as(company);
        try (Connection connection = new Connection(TestServer.shared().port())) {
            connection.write(pipelined, next);
            connection.read(pipelined).expect(status);
            assertUser(connection.read(next));
            connection.exchange(awaited).expect(status);
            assertUser(connection.exchange(next));
        }
    }

    private void assertNextIsAnswered(int status, Call call) throws IOException {
        assertNextIsAnswered(status, call, call);
    }

    @Test
    void aPutOfNoLength() throws Exception {
        assertNextIsAnswered(200, transition("sent"), transition("draft"));
    }

    @Test
    void aPutOfZeroLength() throws Exception {
        Call typed =
                transition("draft").header("Content-Type", "application/json").body("");
        assertNextIsAnswered(200, transition("sent").body(""), typed);
    }

    @Test
    void aPutOfNoChunks() throws Exception {
        assertNextIsAnswered(
                200,
                transition("sent").chunked(new byte[0]),
                transition("draft").chunked(new byte[0]));
    }

    @Test
    void aBodyThatTheRouteIgnores() throws Exception {
        assertNextIsAnswered(
                200,
                transition("sent").json("{\"invoice\":{}}"),
                transition("draft").json(smuggled()));
        byte[] many = smuggled().repeat(2000).getBytes(StandardCharsets.US_ASCII);
        assertNextIsAnswered(
                200,
                transition("sent").header("Content-Type", "application/json").chunked(many),
                transition("draft").header("Content-Type", "application/json").body(many));
    }

    @Test
    void aBodyThatIsRefusedUnread() throws Exception {
        Call unknownToken = Call.of("PUT", "/v2/users/me").bearer("nobody").json(smuggled());
        assertNextIsAnswered(
                401,
                unknownToken,
                Call.of("PUT", "/v2/users/me").json(smuggled().repeat(1000)));
        assertNextIsAnswered(404, Call.of("PUT", "/v2/nothing").as(company).json(smuggled()));
        assertNextIsAnswered(404, Call.of("DELETE", "/v2/company").as(company).json(smuggled()));
        assertNextIsAnswered(204, Call.of("OPTIONS", "/v2/company").json(smuggled()));
        Call otherType = Call.of("PUT", "/v2/users/me").as(company).header("Content-Type", "text/plain");
        assertNextIsAnswered(415, otherType.body(smuggled()));
        assertNextIsAnswered(200, Call.get("/v2/company").as(company).json(smuggled()));
    }

    @Test
    void aMegabyteThatIsRefusedUnread() throws Exception {
        assertNextIsAnswered(401, Call.of("PUT", "/v2/users/me").json("x".repeat(1024 * 1024)));
    }

    @Test
    void aBodyThatIsRefusedOnceRead() throws Exception {
        assertNextIsAnswered(422, Call.of("PUT", "/v2/users/me").as(company).json("{\"email\":\"x\"}"));
    }

    /** The web server trusts no connection on which something malformed came; it says so and answers nothing more. */
    @Test
    void aMalformedBodyEndsTheConnectionAndNothingBehindItIsTakenForARequest() throws Exception {
        Call malformed = Call.of("PUT", "/v2/users/me").as(company).json(smuggled());
        Call change = Call.of("PUT", "/v2/users/me").as(company).json("{\"first_name\":\"Behind\"}");
        try (Connection connection = new Connection(TestServer.shared().port())) {
            connection.write(malformed, change);
            assertThat(connection.read(malformed).expect(400).header("Connection"))
                    .isEqualTo("close");
            assertThat(connection.hasEnded()).isTrue();
        }
        assertThat(Call.get("/v2/users/me").as(company).send().text()).doesNotContain("Behind");
    }

    @Test
    void aClientThatAsksBeforeItSendsIsToldToGoOn() throws Exception {
        Call call = Call.of("PUT", "/v2/users/me")
                .as(company)
                .header("Expect", "100-continue")
                .json("{\"first_name\":\"Nia\"}");
        try (Connection connection = new Connection(TestServer.shared().port())) {
            connection.write(call);
            Reply goOn = connection.read(Call.of("HEAD", "/"));
            assertThat(goOn.status()).isEqualTo(100);
            assertUser(connection.read(call));
            assertUser(connection.exchange(Call.get("/v2/users/me").as(company)));
        }
    }

    @Test
    void aHundredPipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Call call = i % 3 == 0
                    ? Call.of("PUT", "/v2/users/me").as(company).json("{\"first_name\":\"N" + i + "\"}")
                    : i % 3 == 1
                            ? Call.get("/v2/users/me").as(company)
                            : transition(i % 6 == 2 ? "sent" : "draft").body("");
            calls.add(call.header("X-Request-Id", "call-" + i));
        }
        try (Connection connection = new Connection(TestServer.shared().port())) {
            connection.write(calls.toArray(Call[]::new));
            for (int i = 0; i < calls.size(); i++) {
                Reply reply = connection.read(calls.get(i)).expect(200);
                assertThat(reply.header("X-Request-Id")).isEqualTo("call-" + i);
                assertThat(reply.json().has(i % 3 == 2 ? "invoice" : "user")).isTrue();
            }
        }
    }
}
