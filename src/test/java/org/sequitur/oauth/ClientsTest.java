package org.sequitur.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.browser.Browser;
import org.sequitur.oauth.TestApp.Reply;
import org.sequitur.signin.PageClient;
import org.sequitur.signin.TestPerson;

/** The clients that there are, as they come: with a callback on the same machine, with a web server, with a token of its own. */
class ClientsTest {

    private static final String STATE = "a b&c=d/\u00e9+\"<x>";

    private final TestServer server = TestServer.shared();
    private final TestPerson olive = TestPerson.on(server);

    @Test
    void aCommandLineToolIsCalledBackOnAPortOfItsOwnInARealBrowser() throws Exception {
        TestApp app = new TestApp(
                server, TestApp.serverClock(), App.Kind.COMPANY, "http://127.0.0.1/callback", TestApp.CALLBACK);
        BlockingQueue<String> calls = new LinkedBlockingQueue<>(10);
        HttpServer callback = callback(calls);
        String redirect = "http://127.0.0.1:" + callback.getAddress().getPort() + "/callback";
        String verifier = "a-verifier-that-is-long-enough-for-the-rfc-7636-yes";
        Map<String, String> asking = asking(app, redirect);
        asking.put("code_challenge", challenge(verifier));
        asking.put("code_challenge_method", "S256");
        asking.put("scope", "anything");
        try (Browser browser = Browser.open()) {
            browser.open(server.baseUrl() + "/v2/approve_app?" + TestApp.form(asking));
            browser.fill("E-mail address", olive.email());
            browser.fill("Password", olive.password());
            browser.press("Sign in");
            assertThat(browser.heading()).isEqualTo("Let Test App in?");
            browser.press("Approve");
            assertThat(browser.heading()).isEqualTo("Done");
            Map<String, String> answer = query(calls.poll(10, TimeUnit.SECONDS));
            assertThat(answer).containsEntry("state", STATE).containsOnlyKeys("code", "state");

            Map<String, String> parameters = app.codeGrant(answer.getOrDefault("code", ""));
            parameters.put("redirect_uri", redirect);
            parameters.put("code_verifier", verifier);
            Reply tokens = app.post("/v2/token_endpoint", TestApp.form(parameters), Map.of());
            assertThat(app.client(tokens.accessToken())
                            .get("users/me")
                            .expect(200)
                            .text())
                    .contains(olive.email());

            browser.open(server.baseUrl() + "/v2/approve_app?" + TestApp.form(asking));
            browser.press("Refuse");
            assertThat(query(calls.poll(10, TimeUnit.SECONDS)))
                    .containsEntry("error", "access_denied")
                    .containsEntry("state", STATE)
                    .hasSize(2);
        } finally {
            callback.stop(0);
        }
    }

    @Test
    void aWebAppWithASecretIsLetInInARealBrowserAndBillsAndRefreshes() throws Exception {
        BlockingQueue<String> calls = new LinkedBlockingQueue<>(10);
        HttpServer callback = callback(calls);
        String redirect = "http://localhost:" + callback.getAddress().getPort() + "/callback";
        TestApp app = new TestApp(server, TestApp.serverClock(), App.Kind.COMPANY, redirect);
        Map<String, String> asking = asking(app, redirect);
        try (Browser browser = Browser.open()) {
            browser.open(server.baseUrl() + "/v2/approve_app/?" + TestApp.form(asking));
            browser.fill("E-mail address", olive.email());
            browser.fill("Password", olive.password());
            browser.press("Sign in");
            assertThat(browser.text()).contains("Test App", "Otters & Sons");
            browser.press("Approve");
            assertThat(browser.heading()).isEqualTo("Done");
        } finally {
            callback.stop(0);
        }
        Map<String, String> answer = query(calls.poll(10, TimeUnit.SECONDS));
        assertThat(answer).containsEntry("state", STATE);
        Map<String, String> parameters = app.codeGrant(answer.getOrDefault("code", ""));
        parameters.put("redirect_uri", redirect);
        Reply tokens = app.post("/v2/token_endpoint", TestApp.form(parameters), Map.of());
        bill(app.client(tokens.accessToken()));
        Reply refreshed = app.refresh(tokens.refreshToken());
        bill(app.client(refreshed.accessToken()));
        assertThat(app.refresh(tokens.refreshToken()).status())
                .as("what it was refreshed to is in use")
                .isEqualTo(400);
    }

    private static HttpServer callback(BlockingQueue<String> calls) throws IOException {
        HttpServer callback = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callback.createContext("/callback", exchange -> {
            calls.add(exchange.getRequestURI().getRawQuery());
            byte[] page = "<h1>Done</h1>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        callback.start();
        return callback;
    }

    private static void bill(V2Client client) throws Exception {
        client.post("invoices", Draft.of(client.newContact("Customer")).body()).expect(201);
    }

    @Test
    void aScriptUsesATokenOfItsOwnWhateverSubdomainItNames() throws Exception {
        olive.company().get("company").expect(200);
        bill(olive.company().client());
        olive.company().client().with("X-Subdomain", "elsewhere").get("company").expect(200);
    }

    @Test
    void aPracticeNamesTheCompanyOfEachRequest() throws Exception {
        TestApp app = new TestApp(server, TestApp.serverClock(), App.Kind.PRACTICE, TestApp.CALLBACK);
        String code = app.code(new Approval(olive.person().id(), null, null), null);
        String token = app.exchange(code).accessToken();
        assertThat(app.client(token).get("company").expect(400).messages())
                .containsExactly("X-Subdomain header is required");
        app.client(token)
                .with("X-Subdomain", subdomain(olive.company().id()))
                .get("company")
                .expect(200);
        String other = subdomain(server.newCompany().id());
        app.client(token).with("X-Subdomain", other).get("company").expect(403);
        app.client(token).with("X-Subdomain", "nowhere-at-all").get("company").expect(404);
    }

    @Test
    void thePageLetsItsFormLeadWhereverAnAppMayBe() throws Exception {
        Map<String, String> targets = Map.of(
                "http://[::1]:9000/cb", "http:",
                "com.example.app://oauth_callback/x", "com.example.app:",
                "com.example.app:/cb", "com.example.app:",
                "https://till.example:8443/cb", "https://till.example:8443");
        PageClient browser = olive.signedIn();
        for (Map.Entry<String, String> each : targets.entrySet()) {
            TestApp app = new TestApp(server, TestApp.serverClock(), App.Kind.COMPANY, each.getKey());
            assertThat(browser.get("/v2/approve_app?" + TestApp.form(asking(app, each.getKey())))
                            .expect(200)
                            .header("Content-Security-Policy"))
                    .as(each.getKey())
                    .endsWith("form-action 'self' " + each.getValue());
        }
    }

    @Test
    void nobodyIsSentWhereTheAppIsNotRegistered() throws Exception {
        TestApp app = TestApp.on(server);
        PageClient browser = olive.signedIn();
        assertErrorPage(browser, asking(app, TestApp.CALLBACK + "/"));
        assertErrorPage(browser, asking(app, "https://evil.example/callback"));
        Map<String, String> unknown = asking(app, TestApp.CALLBACK);
        unknown.put("client_id", "nobody");
        assertErrorPage(browser, unknown);
        Map<String, String> nowhere = asking(app, TestApp.CALLBACK);
        nowhere.remove("redirect_uri");
        assertErrorPage(browser, nowhere);
        PageClient.PageAnswer twice =
                browser.get("/v2/approve_app?state=2&" + TestApp.form(asking(app, TestApp.CALLBACK)));
        assertThat(twice.expect(400).location()).isEmpty();
    }

    @Test
    void whatTheAppDidWrongIsToldToTheApp() throws Exception {
        TestApp app = TestApp.on(server);
        PageClient browser = olive.signedIn();
        Map<String, String> plain = asking(app, TestApp.CALLBACK);
        plain.put("code_challenge", "x");
        plain.put("code_challenge_method", "plain");
        assertThat(browser.get("/v2/approve_app?" + TestApp.form(plain))
                        .expect(302)
                        .location())
                .startsWith(TestApp.CALLBACK + "?error=invalid_request&state=");
        Map<String, String> implicit = asking(app, TestApp.CALLBACK);
        implicit.put("response_type", "token");
        assertThat(browser.get("/v2/approve_app?" + TestApp.form(implicit))
                        .expect(302)
                        .location())
                .startsWith(TestApp.CALLBACK + "?error=unsupported_response_type&state=");
    }

    @Test
    void anApprovalIsTheOwnersOwn() throws Exception {
        TestApp app = TestApp.on(server);
        Map<String, String> asking = asking(app, TestApp.CALLBACK);
        PageClient browser = olive.signedIn();
        PageClient.PageAnswer page =
                browser.get("/v2/approve_app?" + TestApp.form(asking)).expect(200);
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'")
                .endsWith("form-action 'self' https://app.example");

        Map<String, String> approving = approving(asking, olive.company().id());
        browser.postForeign("/v2/approve_app", approving).expect(403);
        assertThat(browser.post(
                                "/v2/approve_app",
                                approving(asking, server.newCompany().id()))
                        .expect(400)
                        .location())
                .isEmpty();
        assertThat(olive.browser()
                        .get("/v2/approve_app?" + TestApp.form(asking))
                        .expect(303)
                        .location())
                .startsWith("/sign_in?next=%2Fv2%2Fapprove_app");
        app.jdbc()
                .sql("UPDATE users SET permission_level = 0 WHERE company_id = ?")
                .param(olive.company().id())
                .update();
        assertThat(browser.post("/v2/approve_app", approving).status()).isNotEqualTo(302);
    }

    private void assertErrorPage(PageClient browser, Map<String, String> asking) throws Exception {
        PageClient.PageAnswer answer =
                browser.get("/v2/approve_app?" + TestApp.form(asking)).expect(400);
        assertThat(answer.location()).isEmpty();
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void whatNobodyCouldVerifyOrStoreIsRefusedBeforeAnybodyIsAsked() throws Exception {
        TestApp app = TestApp.on(server);
        PageClient browser = TestPerson.on(server).signedIn();
        for (String name : List.of("client_id", "state", "code_challenge")) {
            Map<String, String> asking = new HashMap<>(asking(app, TestApp.CALLBACK));
            asking.put(name, "a\u0000b");
            assertThat(browser.get("/v2/approve_app?" + TestApp.form(asking))
                            .expect(400)
                            .text())
                    .contains("The parameter " + name + " has control characters in it.");
        }
        for (String challenge : List.of("a".repeat(42), "a".repeat(5_000), "a".repeat(42) + "=")) {
            Map<String, String> asking = new HashMap<>(asking(app, TestApp.CALLBACK));
            asking.put("code_challenge", challenge);
            asking.put("code_challenge_method", "S256");
            assertThat(browser.get("/v2/approve_app?" + TestApp.form(asking))
                            .expect(302)
                            .location())
                    .startsWith(TestApp.CALLBACK + "?error=invalid_request");
        }
    }

    private static Map<String, String> approving(Map<String, String> asking, long company) {
        Map<String, String> fields = new LinkedHashMap<>(asking);
        fields.put("decision", "approve");
        fields.put("company", Long.toString(company));
        return fields;
    }

    private static Map<String, String> asking(TestApp app, String redirectUri) {
        Map<String, String> asking = new LinkedHashMap<>();
        asking.put("client_id", app.clientId());
        asking.put("response_type", "code");
        asking.put("redirect_uri", redirectUri);
        asking.put("state", STATE);
        return asking;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String challenge(String verifier) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private String subdomain(long company) {
        return TestApp.on(server)
                .jdbc()
                .sql("SELECT subdomain FROM company WHERE id = ?")
                .param(company)
                .query(String.class)
                .single();
    }
}
