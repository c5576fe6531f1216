package org.sequitur.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who gets in, who does not, and what a browser is given. */
class SignInTest {

    private final TestServer server = TestServer.shared();
    private final TestPerson olive = TestPerson.on(server);
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());

    @Test
    void whoeverIsNotSignedInComesBackToWhereTheyWantedToGo() throws Exception {
        PageClient browser = olive.browser();
        PageClient.PageAnswer sent = browser.get("/account?a=1&b=%2Fx%3F").expect(303);
        assertThat(sent.location()).isEqualTo("/sign_in?next=%2Faccount%3Fa%3D1%26b%3D%252Fx%253F");

        PageClient.PageAnswer page = browser.get(sent.location()).expect(200);
        assertThat(page.text()).contains("name=\"next\" value=\"/account?a=1&b=%2Fx%3F\"");
        PageClient.PageAnswer in = browser.post(
                        "/sign_in",
                        Map.of("email", olive.email(), "password", olive.password(), "next", "/account?a=1&b=%2Fx%3F"))
                .expect(303);
        assertThat(in.location()).isEqualTo("/account?a=1&b=%2Fx%3F");
        assertThat(browser.get(in.location()).expect(200).text()).contains(olive.email(), "Otters & Sons");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreToldTheSame() throws Exception {
        PageClient.PageAnswer wrong =
                olive.browser().signIn(olive.email(), "a wrong password").expect(422);
        PageClient.PageAnswer unknown =
                olive.browser().signIn("nobody@example.com", olive.password()).expect(422);

        assertThat(wrong.text()).contains("The e-mail address or the password is wrong.");
        assertThat(withoutSecrets(unknown))
                .isEqualTo(withoutSecrets(wrong).replace(olive.email(), "nobody@example.com"));
        assertThat(wrong.setCookies()).noneMatch(cookie -> cookie.contains("session"));
    }

    private static String withoutSecrets(PageClient.PageAnswer page) {
        return page.text().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    @Test
    void thePasswordMustBeExactlyTheOneThatWasChosen() throws Exception {
        olive.browser()
                .signIn(olive.email(), olive.password().toUpperCase(java.util.Locale.ROOT))
                .expect(422);
        olive.browser().signIn(olive.email(), olive.password() + " ").expect(422);
        olive.browser().signIn(olive.email(), "").expect(422);
        olive.browser()
                .signIn(olive.email().toUpperCase(java.util.Locale.ROOT), olive.password())
                .expect(303);
    }

    @Test
    void whoMayDoNothingInAnyCompanyIsNotLetIn() throws Exception {
        PageClient browser = olive.signedIn();
        browser.get("/account").expect(200);
        jdbc.sql("UPDATE users SET permission_level = 0 WHERE company_id = ?")
                .param(olive.company().id())
                .update();

        browser.get("/account").expect(303);
        olive.browser().signIn(olive.email(), olive.password()).expect(422);
    }

    @Test
    void eachSignInBeginsASessionOfItsOwnAndEndsTheOneBefore() throws Exception {
        PageClient browser = olive.browser();
        browser.cookies().put("sequitur_session", "chosen-by-somebody-else");
        browser.signIn(olive.email(), olive.password()).expect(303);
        String first = browser.cookies().get("sequitur_session");
        assertThat(first).isNotEqualTo("chosen-by-somebody-else").hasSizeGreaterThan(40);

        browser.get("/account").expect(200);
        PageClient other = olive.browser();
        other.cookies().put("sequitur_session", first);
        other.get("/sign_in").expect(303);
        PageClient again = olive.browser();
        again.get("/sign_in").expect(200);
        again.cookies().put("sequitur_session", first);
        again.post("/sign_in", Map.of("email", olive.email(), "password", olive.password()))
                .expect(303);
        assertThat(again.cookies().get("sequitur_session")).isNotEqualTo(first);
        browser.get("/account").expect(303);
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() throws Exception {
        PageClient browser = olive.signedIn();
        String secret = browser.cookies().get("sequitur_session");
        browser.get("/account").expect(200);
        browser.post("/sign_out", Map.of()).expect(303);
        assertThat(browser.cookies()).doesNotContainKey("sequitur_session");

        PageClient thief = olive.browser();
        thief.cookies().put("sequitur_session", secret);
        thief.get("/account").expect(303);
    }

    @Test
    void onlyHashesAreKept() throws Exception {
        String secret = olive.signedIn().cookies().get("sequitur_session");
        String kept = jdbc.sql(
                        "SELECT p.password_hash || ' ' || s::text FROM person p JOIN web_session s ON s.person_id = p.id WHERE p.id = ?")
                .param(olive.person().id())
                .query(String.class)
                .single();
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(secret, olive.password());
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOtherSites() throws Exception {
        PageClient browser = olive.browser();
        PageClient.PageAnswer page = browser.get("/sign_in");
        PageClient.PageAnswer in = browser.signIn(olive.email(), olive.password());

        assertThat(page.setCookies()).hasSize(1).allMatch(cookie -> cookie.startsWith("sequitur_form="));
        assertThat(in.setCookies()).anyMatch(cookie -> cookie.startsWith("sequitur_session="));
        for (List<String> cookies : List.of(page.setCookies(), in.setCookies())) {
            assertThat(cookies)
                    .allSatisfy(cookie -> assertThat(cookie)
                            .contains("HttpOnly", "SameSite=Lax", "Path=/")
                            .doesNotContain("Domain", "JSESSIONID"));
        }
    }

    @Test
    void aFormWithoutItsTokenIsRefused() throws Exception {
        PageClient browser = olive.browser();
        browser.get("/sign_in").expect(200);
        Map<String, String> fields = Map.of("email", olive.email(), "password", olive.password());
        PageClient.PageAnswer refused = browser.postForeign("/sign_in", fields).expect(403);
        assertThat(refused.text()).contains("This form is out of date");
        assertThat(refused.setCookies()).noneMatch(cookie -> cookie.startsWith("sequitur_session="));

        PageClient in = olive.signedIn();
        in.postForeign("/sign_out", Map.of("_csrf", "made-up")).expect(403);
        in.get("/account").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign_out/", "//sign_out", "/sign_out//", "/%73ign_out", "/sign_out;a=b", "/sign_out/;a"})
    void noSpellingOfAPathGetsAroundTheGuard(String path) throws Exception {
        PageClient in = olive.signedIn();
        assertThat(in.postForeign(path, Map.of()).status()).isGreaterThanOrEqualTo(400);
        in.get("/account").expect(200);
        assertThat(olive.browser()
                        .get(path.replace("sign_out", "account").replace("%73ign_out", "%61ccount"))
                        .text())
                .doesNotContain("You are signed in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "javascript:alert(1)",
                "evil.example",
                " //evil.example",
                "/x\r\nSet-Cookie: a=b"
            })
    void nobodyIsSentToAnotherSite(String next) throws Exception {
        PageClient browser = olive.browser();
        browser.get("/sign_in").expect(200);
        PageClient.PageAnswer in =
                browser.post("/sign_in", Map.of("email", olive.email(), "password", olive.password(), "next", next));
        assertThat(in.expect(303).location()).isEqualTo("/account");
        assertThat(in.setCookies()).noneMatch(cookie -> cookie.startsWith("a="));
    }

    @Test
    void pagesAllowNoScriptNoFrameAndNoCopy() throws Exception {
        for (PageClient.PageAnswer page : List.of(
                olive.browser().get("/sign_in"),
                olive.signedIn().get("/account"),
                olive.browser().postForeign("/sign_in", Map.of()))) {
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
            assertThat(page.text()).doesNotContain("<script", "style=").contains("<html lang=\"en\"", "<title>");
        }
        assertThat(olive.browser().get("/assets/sequitur.css").expect(200).header("Content-Type"))
                .startsWith("text/css");
    }

    @Test
    void textsOfOthersAreNoMarkup() throws Exception {
        PageClient.PageAnswer page =
                olive.browser().signIn("\"><b>x", "some password").expect(422);
        assertThat(page.response().body()).doesNotContain("<b>x").contains("&lt;b&gt;x");
    }
}
