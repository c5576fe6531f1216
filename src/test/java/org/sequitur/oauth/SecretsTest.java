package org.sequitur.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.sequitur.ServerLog;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.oauth.TestApp.Reply;
import org.sequitur.signin.PageClient;
import org.sequitur.signin.TestPerson;
import org.springframework.web.util.UriComponentsBuilder;

/** Neither the log nor a page nor a refusal repeats what an app and a person know. */
@Isolated("it reads the log of everything")
class SecretsTest {

    private static final String APPROVE = "/v2/approve_app";
    private static final String TOKENS = "/v2/token_endpoint";
    private static final String REVOKE = "/sequitur/v1/revoke_token";

    private final TestServer server = TestServer.shared();
    private final TestPerson olive = TestPerson.on(server);
    private final TestApp app = TestApp.on(server);
    private final List<String> told = new ArrayList<>();

    @Test
    void neitherTheLogNorAPageNorARefusalRepeatsASecretOfAnApp() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(app.secret(), olive.password(), "seq_made_up_by_a_stranger"));
        try (ServerLog log = new ServerLog()) {
            String code = approved();
            Reply first = app.exchange(code).expect(200);
            Reply second = app.refresh(first.refreshToken()).expect(200);
            secrets.addAll(List.of(
                    code,
                    first.accessToken(),
                    first.refreshToken(),
                    second.accessToken(),
                    second.refreshToken(),
                    olive.company().token()));
            V2Client client = app.client(second.accessToken());
            told.add(client.get("users/me").expect(200).text());
            told.add(client.get("invoices/1").expect(404).text());
            refuse(401, TOKENS, app.codeGrant(code));
            refuse(400, TOKENS, app.refreshGrant(first.refreshToken()));
            refuse(400, TOKENS, app.codeGrant("seq_made_up_by_a_stranger"));
            Map<String, String> guessed = app.refreshGrant(second.refreshToken());
            guessed.put("client_secret", "seq_made_up_by_a_stranger");
            refuse(401, TOKENS, guessed);
            refuse(400, TOKENS + "?" + TestApp.form(app.refreshGrant(second.refreshToken())), guessed);
            refuse(401, REVOKE, guessed);
            told.add(app.client("seq_made_up_by_a_stranger")
                    .get("company")
                    .expect(401)
                    .text());
            PageClient browser = olive.signedIn();
            told.add(browser.get("/account/apps").expect(200).text());
            told.add(browser.get("/account/grants").expect(200).text());
            told.add(browser.get(APPROVE + "?" + TestApp.form(guessed))
                    .expect(400)
                    .text());
            told.add(log.text());
        }
        assertThat(told.getLast()).as("the log has a sign-in").contains("gave the right password");
        for (String text : told) {
            assertThat(text).doesNotContain(secrets);
        }
    }

    /** The code that an approval on the page sends to the app, and nobody else. */
    private String approved() throws Exception {
        PageClient browser = olive.signedIn();
        Map<String, String> asking =
                Map.of("client_id", app.clientId(), "redirect_uri", TestApp.CALLBACK, "response_type", "code");
        told.add(browser.get(APPROVE + "?" + TestApp.form(asking)).expect(200).text());
        Map<String, String> approving = new HashMap<>(asking);
        approving.put("decision", "approve");
        approving.put("company", String.valueOf(olive.company().id()));
        String location = browser.post(APPROVE, approving).expect(302).location();
        assertThat(location).startsWith(TestApp.CALLBACK);
        String code = UriComponentsBuilder.fromUriString(location)
                .build()
                .getQueryParams()
                .getFirst("code");
        return code == null ? "" : code;
    }

    private void refuse(int status, String path, Map<String, String> parameters) throws Exception {
        Reply reply = app.post(path, TestApp.form(parameters), Map.of()).expect(status);
        assertThat(reply.header("Cache-Control")).as(path).contains("no-store");
        told.add(reply.text());
        told.add(reply.response().headers().toString());
    }
}
