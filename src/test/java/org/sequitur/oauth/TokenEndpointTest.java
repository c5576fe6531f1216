package org.sequitur.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.oauth.TestApp.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v2/token_endpoint} is what FreeAgent's clients know, and gives nothing to anybody else. */
class TokenEndpointTest {

    private static final String ENDPOINT = "/v2/token_endpoint";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final TestApp app = TestApp.on(server);

    @Test
    void aCodeIsExchangedForTokensThatTheApiKnows() throws Exception {
        Reply reply = app.exchange(app.code(company)).expect(200);

        JsonNode body = reply.body();
        assertThat(body.propertyNames())
                .containsExactlyInAnyOrder(
                        "access_token", "token_type", "expires_in", "refresh_token", "refresh_token_expires_in");
        assertThat(body.path("token_type").stringValue()).isEqualTo("bearer");
        assertThat(body.path("expires_in").intValue()).isEqualTo(3600);
        assertThat(body.path("refresh_token_expires_in").longValue()).isEqualTo(631_152_000);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
        assertThat(app.client(reply.accessToken()).get("users/me").expect(200).text())
                .contains("owner@example.com");
        app.client(reply.refreshToken()).get("company").expect(401);
    }

    @Test
    void theClientAndItsParametersMayComeInEveryWayThatClientsKnow() throws Exception {
        Map<String, String> basic = Map.of("Authorization", app.basic());
        Map<String, String> bare =
                Map.of("grant_type", "authorization_code", "code", app.code(company), "redirect_uri", TestApp.CALLBACK);
        app.post(ENDPOINT, TestApp.form(bare), basic).expect(200);

        String json = new JsonMapper().writeValueAsString(app.codeGrant(app.code(company)));
        app.post(ENDPOINT, json, Map.of("Content-Type", "application/json")).expect(200);
        String form = TestApp.form(app.codeGrant(app.code(company)));
        app.post(ENDPOINT, form, Map.of("Content-Type", "application/json")).expect(200);
        app.post(ENDPOINT + "?" + TestApp.form(app.codeGrant(app.code(company))), "", Map.of())
                .expect(200);
        app.post("//v2//token_endpoint/", TestApp.form(app.codeGrant(app.code(company))), Map.of())
                .expect(200);
        app.post(ENDPOINT, TestApp.form(app.codeGrant(app.code(company))) + "&scope", Map.of())
                .expect(200);
        app.post(ENDPOINT, TestApp.form(app.codeGrant(app.code(company))) + "&scope=all+of+it", Map.of())
                .expect(200);
    }

    @Test
    void whoeverDoesNotKnowTheSecretGetsNothing() throws Exception {
        String code = app.code(company);
        Map<String, String> wrong = app.codeGrant(code);
        wrong.put("client_secret", "seq_secret_guessed_guessed_guessed_guessed");
        Map<String, String> unknown = app.codeGrant(code);
        unknown.put("client_id", "nobody");
        Map<String, String> silent = app.codeGrant(code);
        silent.remove("client_secret");
        for (Map<String, String> parameters : List.of(wrong, unknown, silent)) {
            Reply reply = app.post(ENDPOINT, TestApp.form(parameters), Map.of()).expect(401);
            assertThat(reply.text("error")).isEqualTo("invalid_client");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Basic realm=");
        }
        app.exchange(code).expect(200);
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() throws Exception {
        assertRefused(400, "invalid_request", app.with(Map.of()));
        assertRefused(400, "invalid_request", app.with(Map.of("grant_type", "authorization_code")));
        assertRefused(400, "invalid_request", app.with(Map.of("grant_type", "refresh_token")));
        assertRefused(400, "unsupported_grant_type", app.with(Map.of("grant_type", "password")));
        assertRefused(400, "unsupported_grant_type", app.with(Map.of("grant_type", "client_credentials")));
        assertRefused(400, "invalid_grant", app.codeGrant("made_up"));
        assertRefused(400, "invalid_grant", app.refreshGrant("made_up"));
        Reply twice = app.post(ENDPOINT + "?code=2", TestApp.form(app.codeGrant(app.code(company))), Map.of());
        assertThat(twice.expect(400).text("error")).isEqualTo("invalid_request");
        Reply broken = app.post(ENDPOINT, "{\"grant_type\":", Map.of());
        assertThat(broken.expect(400).text("error")).isEqualTo("invalid_request");
        Reply huge = app.post(ENDPOINT, "a=" + "x".repeat(70_000), Map.of());
        assertThat(huge.expect(400).text("error")).isEqualTo("invalid_request");
    }

    @Test
    void aCodeIsForOneAddressAndOneApp() throws Exception {
        String code = app.code(company);
        Map<String, String> elsewhere = app.codeGrant(code);
        elsewhere.put("redirect_uri", TestApp.CALLBACK + "/");
        assertRefused(400, "invalid_grant", elsewhere);
        Map<String, String> nowhere = app.codeGrant(code);
        nowhere.remove("redirect_uri");
        assertRefused(400, "invalid_grant", nowhere);
        app.exchange(code).expect(200);

        String stolen = app.code(company);
        assertThat(TestApp.on(server).exchange(stolen).expect(400).text("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void aCodeThatComesTwiceEndsWhatItWasExchangedFor() throws Exception {
        String code = app.code(company);
        Reply first = app.exchange(code).expect(200);
        Reply second = app.exchange(code).expect(401);

        assertThat(second.text("error")).isEqualTo("invalid_grant");
        app.client(first.accessToken()).get("company").expect(401);
        app.refresh(first.refreshToken()).expect(400);
    }

    @Test
    void aChallengeIsVerified() throws Exception {
        String verifier = "a-verifier-that-is-long-enough-for-the-rfc-7636-yes";
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        Approval owner = new Approval(null, company.id(), company.ownerId());
        String code = app.code(owner, challenge);

        assertRefused(400, "invalid_grant", app.codeGrant(code));
        Map<String, String> wrong = app.codeGrant(code);
        wrong.put("code_verifier", verifier + "x");
        assertRefused(400, "invalid_grant", wrong);
        Map<String, String> right = app.codeGrant(code);
        right.put("code_verifier", verifier);
        app.post(ENDPOINT, TestApp.form(right), Map.of()).expect(200);
        Map<String, String> unasked = app.codeGrant(app.code(company));
        unasked.put("code_verifier", verifier);
        assertRefused(400, "invalid_grant", unasked);
    }

    @Test
    void aRefreshTokenIsReplacedAndItsOldOneWorksUntilTheNewAccessTokenDoes() throws Exception {
        Reply first = app.exchange(app.code(company));
        Reply lost = app.refresh(first.refreshToken()).expect(200);
        Reply again = app.refresh(first.refreshToken()).expect(200);

        assertThat(again.refreshToken()).isNotEqualTo(lost.refreshToken()).isNotEqualTo(first.refreshToken());
        app.client(lost.accessToken()).get("company").expect(401);
        app.refresh(lost.refreshToken()).expect(400);
        app.client(first.accessToken()).get("company").expect(200);
        app.client(again.accessToken()).get("company").expect(200);

        assertThat(app.refresh(first.refreshToken()).expect(400).text("error")).isEqualTo("invalid_grant");
        app.refresh(again.refreshToken()).expect(400);
    }

    @Test
    void toRefreshWithTheNewTokenPutsTheOldOneOutOfUse() throws Exception {
        Reply first = app.exchange(app.code(company));
        Reply second = app.refresh(first.refreshToken()).expect(200);
        Reply third = app.refresh(second.refreshToken()).expect(200);
        app.client(third.accessToken()).get("company").expect(200);

        app.refresh(first.refreshToken()).expect(400);
        app.refresh(third.refreshToken()).expect(400);
    }

    @Test
    void ofManyExchangesAtOnceOnePairOfTokensIsLeft() throws Exception {
        String code = app.code(company);
        List<Reply> exchanges = atOnce(() -> app.exchange(code));
        assertThat(exchanges.stream().filter(reply -> reply.status() == 200)).hasSize(1);

        Reply first = app.exchange(app.code(company));
        List<Reply> refreshes = atOnce(() -> app.refresh(first.refreshToken()));
        List<Integer> answers = refreshes.stream()
                .map(reply -> status(reply.expect(200).accessToken()))
                .toList();
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(answers).hasSize(refreshes.size()).containsOnly(200, 401);
    }

    @Test
    void whatIsRevokedEnds() throws Exception {
        Reply first = app.exchange(app.code(company));
        Map<String, String> stranger = TestApp.on(server).with(Map.of("token", first.accessToken()));
        app.post("/sequitur/v1/revoke_token", TestApp.form(stranger), Map.of()).expect(401);
        app.post("/sequitur/v1/revoke_token", "token=" + first.accessToken(), Map.of())
                .expect(401);
        Map<String, String> access = app.with(Map.of("token", first.accessToken()));
        app.post("/sequitur/v1/revoke_token", TestApp.form(access), Map.of()).expect(200);
        app.client(first.accessToken()).get("company").expect(401);

        Reply second = app.refresh(first.refreshToken()).expect(200);
        Map<String, String> refresh = app.with(Map.of("token", second.refreshToken()));
        app.post("/sequitur/v1/revoke_token", TestApp.form(refresh), Map.of()).expect(200);
        app.client(second.accessToken()).get("company").expect(401);
        app.refresh(second.refreshToken()).expect(400);
        app.post("/sequitur/v1/revoke_token", TestApp.form(app.with(Map.of("token", "made_up"))), Map.of())
                .expect(200);
    }

    @Test
    void twoSecretsLiveBesideEachOtherAndARevokedOneFailsAtOnce() throws Exception {
        String second = newest();
        app.exchange(app.code(company)).expect(200);
        assertThat(exchangeWith(second).status()).isEqualTo(200);
        assertThat(app.apps().find(app.id()).orElseThrow().secrets()).hasSize(2);

        String third = newest();
        app.exchange(app.code(company)).expect(401);
        assertThat(exchangeWith(second).status()).isEqualTo(200);
        assertThat(exchangeWith(third).status()).isEqualTo(200);

        app.apps().revokeOlderSecrets(app.id());
        assertThat(exchangeWith(second).status()).isEqualTo(401);
        assertThat(exchangeWith(third).status()).isEqualTo(200);
    }

    @Test
    void anAppThatIsDeletedLosesEverything() throws Exception {
        Reply first = app.exchange(app.code(company));
        assertThat(app.apps().delete(app.id())).isTrue();
        app.client(first.accessToken()).get("company").expect(401);
        app.refresh(first.refreshToken()).expect(401);
    }

    @Test
    void noSecretIsStoredInClear() throws Exception {
        String code = app.code(company);
        Reply first = app.exchange(code);
        app.client(first.accessToken()).get("company").expect(200);
        Reply second = app.refresh(first.refreshToken());

        String stored = Stream.of("app", "app_secret", "oauth_grant", "oauth_code", "oauth_token", "access_token")
                .map(table -> app.jdbc()
                        .sql("SELECT coalesce(string_agg(t::text, ' '), '') FROM " + table + " t")
                        .query(String.class)
                        .single())
                .reduce("", String::concat);
        assertThat(stored).contains(app.clientId());
        for (String secret : List.of(
                code,
                app.secret(),
                first.accessToken(),
                first.refreshToken(),
                second.accessToken(),
                second.refreshToken(),
                company.token())) {
            assertThat(stored).doesNotContain(secret);
            assertThat(stored).doesNotContain(hex(secret));
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private String newest() {
        return Objects.requireNonNull(app.apps().rotate(app.id(), false)).text();
    }

    private Reply exchangeWith(String secret) throws Exception {
        Map<String, String> parameters = new HashMap<>(app.codeGrant(app.code(company)));
        parameters.put("client_secret", secret);
        return app.post(ENDPOINT, TestApp.form(parameters), Map.of());
    }

    private int status(String accessToken) {
        try {
            return app.client(accessToken).get("company").status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(int status, String error, Map<String, String> parameters) throws Exception {
        Reply reply = app.post(ENDPOINT, TestApp.form(parameters), Map.of()).expect(status);
        assertThat(reply.text("error")).isEqualTo(error);
        assertThat(reply.text("error_description")).isNotBlank();
    }

    private static List<Reply> atOnce(Callable<Reply> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> futures = threads.invokeAll(Collections.nCopies(6, call));
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> future : futures) {
                replies.add(future.get());
            }
            return replies;
        }
    }

    @Test
    void asManyRefreshesAsFreeAgentTakesAndTheNextLosesNothing() throws Exception {
        Clock noon = Clock.fixed(Instant.parse("2026-11-16T12:00:00Z"), ZoneOffset.UTC);
        try (TestServer limited = TestServer.start(Map.of("sequitur.limits", "freeagent"), noon)) {
            TestCompany own = limited.newCompany();
            TestApp till = new TestApp(limited, noon, App.Kind.COMPANY, TestApp.CALLBACK);
            TestApp other = new TestApp(limited, noon, App.Kind.COMPANY, TestApp.CALLBACK);
            Reply tokens = till.exchange(till.code(own)).expect(200);
            Reply last = tokens;
            for (int i = 0; i < 15; i++) {
                last = till.refresh(tokens.refreshToken()).expect(200);
            }
            Reply refused = till.refresh(tokens.refreshToken()).expect(429);
            assertThat(refused.text()).isEqualTo("You must not exceed 15 requests per 60 seconds");
            assertThat(refused.header("Content-Type")).startsWith("text/plain");
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            till.client(last.accessToken()).get("company").expect(200);
            Reply others = other.exchange(other.code(own)).expect(200);
            other.refresh(others.refreshToken()).expect(200);
        }
    }
}
