package org.sequitur.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.oauth.TestApp.Reply;
import org.sequitur.signin.PageClient;
import org.sequitur.signin.PageClient.PageAnswer;
import org.sequitur.signin.TestPerson;

/** People look after the apps that they registered and those that they let in, and after nobody else's. */
class AppPagesTest {

    private static final String APPS = "/account/apps";
    private static final String GRANTS = "/account/grants";
    private static final Pattern CODE = Pattern.compile("id=\"client-(id|secret)\">([^<]+)<");
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"(\\d+)\"");
    /** Longer than the two seconds that a token may work on, for a machine that is busy. */
    private static final Duration AFTER_REVOCATION = Duration.ofSeconds(10);

    /** What the page with a secret tells. */
    private record Credentials(String clientId, String secret) {}

    private final TestServer server = TestServer.shared();
    private final TestPerson olive = TestPerson.on(server);
    private final TestApp house = TestApp.on(server);

    @Test
    void aRegisteredAppIsKnownToTheTokenEndpointAndItsSecretIsShownOnce() throws Exception {
        PageClient browser = olive.signedIn();
        assertThat(browser.get("/account").expect(200).text()).contains(APPS).contains(GRANTS);
        PageAnswer answer = register(browser, "<b>Till</b>", TestApp.CALLBACK + "\r\n\r\n https://till.example/cb ");
        Credentials till = credentials(answer);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.response().body()).doesNotContain("<b>Till");

        assertThat(browser.get(APPS).expect(200).text())
                .contains("<b>Till</b>")
                .contains(till.clientId())
                .contains("https://till.example/cb")
                .doesNotContain(till.secret());
        house.client(tokens(till).accessToken()).get("company").expect(200);
        assertThat(exchange(till.clientId(), "seq_secret_wrong", "made_up").status())
                .isEqualTo(401);
    }

    @Test
    void twoSecretsLiveAndTheOldestEndsWithTheThird() throws Exception {
        PageClient browser = olive.signedIn();
        Credentials first = credentials(register(browser, "Till", TestApp.CALLBACK));
        Map<String, String> id = Map.of("id", onlyId(browser, APPS));
        PageAnswer answer = browser.post(APPS + "/rotate", id).expect(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        Credentials second = credentials(answer);
        assertThat(second.clientId()).isEqualTo(first.clientId());
        assertKnown(first);
        assertKnown(second);

        Credentials third = credentials(browser.post(APPS + "/rotate", id).expect(200));
        assertUnknown(first);
        assertKnown(second);
        assertKnown(third);
    }

    @Test
    void anAppThatIsDeletedLosesItsTokens() throws Exception {
        PageClient browser = olive.signedIn();
        Credentials till = credentials(register(browser, "Till", TestApp.CALLBACK));
        Reply tokens = tokens(till);
        house.client(tokens.accessToken()).get("company").expect(200);

        browser.post(APPS + "/delete", Map.of("id", onlyId(browser, APPS))).expect(303);
        assertEnds(tokens.accessToken());
        assertUnknown(till);
        assertThat(browser.get(APPS).expect(200).text()).doesNotContain(till.clientId());
    }

    @Test
    void whatIsRevokedEnds() throws Exception {
        Reply tokens = house.exchange(house.code(approval(olive), null)).expect(200);
        house.client(tokens.accessToken()).get("company").expect(200);
        PageClient browser = olive.signedIn();
        assertThat(browser.get(GRANTS).expect(200).text()).contains("Test App").contains("Otters & Sons");

        Map<String, String> id = Map.of("id", onlyId(browser, GRANTS));
        assertThat(browser.post(GRANTS + "/revoke", id).expect(303).location()).endsWith(GRANTS);
        assertEnds(tokens.accessToken());
        house.refresh(tokens.refreshToken()).expect(400);
        assertThat(browser.get(GRANTS).expect(200).text()).doesNotContain("Test App");
        browser.post(GRANTS + "/revoke", id).expect(404);
    }

    @Test
    void aPracticesAppIsLetIntoAllCompanies() throws Exception {
        PageClient browser = olive.signedIn();
        browser.get(APPS).expect(200);
        Map<String, String> fields = Map.of("name", "Adders", "kind", "practice", "redirect_uris", TestApp.CALLBACK);
        Credentials adders = credentials(browser.post(APPS, fields).expect(200));
        App app = house.apps().find(adders.clientId()).orElseThrow();
        assertThat(app.kind()).isEqualTo(App.Kind.PRACTICE);
        house.grants()
                .approve(
                        app.id(),
                        new Approval(olive.person().id(), null, null),
                        OpaqueTokens.text("code_"),
                        TestApp.CALLBACK,
                        null);
        assertThat(browser.get(GRANTS).expect(200).text()).contains("Adders").contains("all your companies");
    }

    @Test
    void whatIsSomebodyElsesIsLikeWhatDoesNotExist() throws Exception {
        PageClient browser = olive.signedIn();
        Credentials till = credentials(register(browser, "Till", TestApp.CALLBACK));
        Reply tokens = tokens(till);
        Map<String, String> app = Map.of("id", onlyId(browser, APPS));
        Map<String, String> grant = Map.of("id", onlyId(browser, GRANTS));

        PageClient stranger = TestPerson.on(server).signedIn();
        assertThat(stranger.get(GRANTS).expect(200).text()).doesNotContain("Till");
        assertThat(stranger.get(APPS).expect(200).text()).doesNotContain(till.clientId());
        String unknown = stranger.post(APPS + "/rotate", Map.of("id", "999999999"))
                .expect(404)
                .text();
        assertThat(stranger.post(APPS + "/rotate", app).expect(404).text()).isEqualTo(unknown);
        assertThat(stranger.post(APPS + "/delete", app).expect(404).text()).isEqualTo(unknown);
        assertThat(stranger.post(GRANTS + "/revoke", grant).expect(404).text()).isEqualTo(unknown);
        stranger.post(APPS + "/delete", Map.of("id", Long.toString(house.id()))).expect(404);

        assertThat(house.apps().find(till.clientId()).orElseThrow().secrets()).hasSize(1);
        assertKnown(till);
        assertKnown(new Credentials(house.clientId(), house.secret()));
        assertThat(browser.get(GRANTS).expect(200).text()).contains("Till");
        house.client(tokens.accessToken()).get("company").expect(200);
    }

    @Test
    void whatWillNotDoIsToldAndRegistersNothing() throws Exception {
        PageClient browser = olive.signedIn();
        browser.get(APPS).expect(200);
        assertRefused(browser, "", "company", TestApp.CALLBACK, "An app's name");
        assertRefused(browser, "Till", "mole", TestApp.CALLBACK, "practice's.");
        assertRefused(browser, "Till", "company", " \r\n", "redirect URIs");
        assertRefused(browser, "Till", "company", "http://till.example/", "http://till.example/");
        for (String path : new String[] {APPS + "/rotate", APPS + "/delete", GRANTS + "/revoke"}) {
            browser.post(path, Map.of("id", "x1")).expect(400);
            browser.post(path, Map.of("id", "99999999999999999999")).expect(400);
            browser.post(path, Map.of()).expect(404);
            browser.postForeign(path, Map.of("id", "1")).expect(403);
        }
        browser.postForeign(APPS, Map.of("name", "Till", "kind", "company", "redirect_uris", TestApp.CALLBACK))
                .expect(403);
        assertThat(browser.get(APPS).expect(200).text()).contains("None yet.");
        assertThat(olive.browser().get(APPS).expect(303).location()).startsWith("/sign_in");
        assertThat(olive.browser().get(GRANTS).expect(303).location()).startsWith("/sign_in");
    }

    @Test
    void aPersonHasFiftyAppsAtMost() throws Exception {
        PageClient browser = olive.signedIn();
        for (int i = 1; i <= 49; i++) {
            house.apps()
                    .create(
                            "App " + i,
                            App.Kind.COMPANY,
                            List.of(TestApp.CALLBACK),
                            olive.person().id());
        }
        register(browser, "Fiftieth", TestApp.CALLBACK).expect(200);
        assertRefused(browser, "Too many", "company", TestApp.CALLBACK, "at most 50 apps");
        assertThat(house.apps().ofPerson(olive.person().id())).hasSize(50);
        register(TestPerson.on(server).signedIn(), "Mine", TestApp.CALLBACK).expect(200);
    }

    private static PageAnswer register(PageClient browser, String name, String redirectUris) throws Exception {
        browser.get(APPS).expect(200);
        return browser.post(APPS, Map.of("name", name, "kind", "company", "redirect_uris", redirectUris))
                .expect(200);
    }

    private static void assertRefused(PageClient browser, String name, String kind, String uris, String told)
            throws Exception {
        assertThat(browser.post(APPS, Map.of("name", name, "kind", kind, "redirect_uris", uris))
                        .expect(422)
                        .text())
                .contains(told);
    }

    private static Credentials credentials(PageAnswer answer) {
        Matcher matcher = CODE.matcher(answer.text());
        assertThat(matcher.find()).isTrue();
        String clientId = matcher.group(2);
        assertThat(matcher.find()).isTrue();
        return new Credentials(clientId, matcher.group(2));
    }

    private static String onlyId(PageClient browser, String path) throws Exception {
        return ID.matcher(browser.get(path).expect(200).text())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .reduce((one, other) -> {
                    throw new AssertionError("two ids: " + one + ", " + other);
                })
                .orElseThrow();
    }

    private static Approval approval(TestPerson person) {
        return new Approval(
                person.person().id(), person.company().id(), person.company().ownerId());
    }

    private Reply tokens(Credentials app) throws Exception {
        String code = OpaqueTokens.text("code_");
        long id = house.apps().find(app.clientId()).orElseThrow().id();
        house.grants().approve(id, approval(olive), code, TestApp.CALLBACK, null);
        return exchange(app.clientId(), app.secret(), code).expect(200);
    }

    private Reply exchange(String clientId, String secret, String code) throws Exception {
        Map<String, String> parameters = house.codeGrant(code);
        parameters.put("client_id", clientId);
        parameters.put("client_secret", secret);
        return house.post("/v2/token_endpoint", TestApp.form(parameters), Map.of());
    }

    private void assertKnown(Credentials app) throws Exception {
        assertThat(exchange(app.clientId(), app.secret(), "made_up").expect(400).text("error"))
                .isEqualTo("invalid_grant");
    }

    private void assertUnknown(Credentials app) throws Exception {
        assertThat(exchange(app.clientId(), app.secret(), "made_up").expect(401).text("error"))
                .isEqualTo("invalid_client");
    }

    private void assertEnds(String accessToken) throws Exception {
        long start = System.nanoTime();
        int status = house.client(accessToken).get("company").status();
        while (status == 200 && System.nanoTime() - start < AFTER_REVOCATION.toNanos()) {
            Thread.sleep(50);
            status = house.client(accessToken).get("company").status();
        }
        assertThat(status).isEqualTo(401);
    }
}
