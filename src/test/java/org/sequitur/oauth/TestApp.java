package org.sequitur.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app on the {@link TestServer}, and the requests that it sends. */
final class TestApp {

    static final String CALLBACK = "https://app.example/callback";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final TestServer server;
    private final Clock clock;
    private final NewApp app;

    TestApp(TestServer server, Clock clock, App.Kind kind, String... redirectUris) {
        this.server = server;
        this.clock = clock;
        this.app = apps().create("Test App", kind, List.of(redirectUris), null);
    }

    static TestApp on(TestServer server) {
        return new TestApp(server, serverClock(), App.Kind.COMPANY, CALLBACK);
    }

    /** As far from this machine's as the shared server's. */
    static Clock serverClock() {
        return Clock.offset(
                Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), TestServer.now()));
    }

    Apps apps() {
        return new Apps(house(), new RecordClock(clock));
    }

    JdbcClient jdbc() {
        return JdbcClient.create(server.dataSource());
    }

    private HouseConnections house() {
        return new HouseConnections(server.dataSource());
    }

    Grants grants() {
        return new Grants(house(), new RecordClock(clock));
    }

    long id() {
        return app.app().id();
    }

    String clientId() {
        return app.app().clientId();
    }

    String secret() {
        return app.secret().text();
    }

    /** A code as the owner's approval makes it. */
    String code(TestCompany company) {
        return code(new Approval(null, company.id(), company.ownerId()), null);
    }

    String code(Approval approval, @Nullable String challenge) {
        String code = OpaqueTokens.text("code_");
        grants().approve(id(), approval, code, CALLBACK, challenge);
        return code;
    }

    /** The parameters of an exchange of a code, with the client's own. */
    Map<String, String> codeGrant(String code) {
        return with(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
    }

    Map<String, String> refreshGrant(String refreshToken) {
        return with(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    Map<String, String> with(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("client_id", clientId());
        all.put("client_secret", secret());
        return all;
    }

    Reply exchange(String code) throws IOException, InterruptedException {
        return post("/v2/token_endpoint", form(codeGrant(code)), Map.of());
    }

    Reply refresh(String refreshToken) throws IOException, InterruptedException {
        return post("/v2/token_endpoint", form(refreshGrant(refreshToken)), Map.of());
    }

    Reply post(String path, String body, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofMinutes(1))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body(), response);
    }

    String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString((clientId() + ":" + secret()).getBytes(StandardCharsets.UTF_8));
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    V2Client client(String accessToken) {
        return new V2Client(server.baseUrl(), accessToken);
    }

    /** What the endpoint answered. */
    record Reply(int status, String text, HttpResponse<String> response) {

        JsonNode body() {
            return JSON.readTree(text);
        }

        String text(String member) {
            return body().path(member).stringValue("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        Reply expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " but was " + status + ": " + text);
            }
            return this;
        }

        String accessToken() {
            return expect(200).text("access_token");
        }

        String refreshToken() {
            return expect(200).text("refresh_token");
        }
    }
}
