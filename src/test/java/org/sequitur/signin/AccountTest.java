package org.sequitur.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.mail.Mail;
import org.sequitur.person.PasswordChanges;
import org.sequitur.person.SignIns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bounds of guessing, links in mails, sessions elsewhere: what concerns a whole server, on a server of its own. */
@Execution(ExecutionMode.SAME_THREAD)
class AccountTest {

    private static final String NEW_PASSWORD = "four green herons wade";
    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/\\S+\\?key=\\S+)");
    private static final int PATIENCE_MILLIS = 30_000;

    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final TestServer SERVER = start();

    private final JdbcClient jdbc = JdbcClient.create(SERVER.dataSource());

    private static TestServer start() {
        MAIL.start();
        return TestServer.start(Map.of(
                "sequitur.mail.host",
                "127.0.0.1",
                "sequitur.mail.port",
                MAIL.getSmtp().getPort(),
                "sequitur.mail.security",
                "none"));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        MAIL.stop();
    }

    @BeforeEach
    void forget() throws Exception {
        jdbc.sql("DELETE FROM sign_in_failure").update();
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void guessingOnePersonsPasswordIsStoppedAtItsBound() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient thief = olive.browser();
        for (int attempt = 1; attempt <= SignIns.MOST_FAILURES_PER_EMAIL; attempt++) {
            thief.signIn(olive.email(), "guess number " + attempt).expect(422);
        }
        PageClient.PageAnswer stopped = thief.signIn(olive.email().toUpperCase(java.util.Locale.ROOT), olive.password())
                .expect(429);
        assertThat(stopped.text()).contains("Please try again in 15 minutes.");
        assertThat(Integer.parseInt(stopped.header("Retry-After"))).isBetween(1, 901);

        TestPerson other = TestPerson.on(SERVER);
        other.browser().signIn(other.email(), other.password()).expect(303);
        jdbc.sql("UPDATE sign_in_failure SET window_ends = window_ends - interval '15 minutes'")
                .update();
        thief.signIn(olive.email(), olive.password()).expect(303);
    }

    @Test
    void guessingFromOneNetworkIsStoppedAtItsBound() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        olive.browser().signIn("nobody@example.com", "a guess").expect(422);
        jdbc.sql("UPDATE sign_in_failure SET failures = ? WHERE failures = 1")
                .param(SignIns.MOST_FAILURES_PER_NETWORK)
                .update();
        olive.browser().signIn(olive.email(), olive.password()).expect(429);
    }

    @Test
    void cookiesAreKeptToTlsAndThisHostWhereTheAddressIsHttps() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        String plain = SERVER.baseUrl();
        PageClient browser = new PageClient("http://localhost:" + SERVER.port());
        SERVER.server().baseUrl().set("https://invoices.example.org");
        try {
            PageClient.PageAnswer in =
                    browser.signIn(olive.email(), olive.password()).expect(303);
            assertThat(in.setCookies())
                    .anyMatch(cookie -> cookie.startsWith("__Host-sequitur_session="))
                    .allSatisfy(cookie -> assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/"));
            assertThat(browser.cookies()).containsKey("__Host-sequitur_session");
            browser.get("/account").expect(200);
        } finally {
            SERVER.server().baseUrl().set(plain);
        }
    }

    @Test
    void sessionsEndWhenTheyAreIdleOrOld() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient idle = olive.signedIn();
        jdbc.sql("UPDATE web_session SET last_used_at = last_used_at - interval '2 hours'")
                .update();
        idle.get("/account").expect(303);
        PageClient old = olive.signedIn();
        jdbc.sql("UPDATE web_session SET expires_at = expires_at - interval '12 hours'")
                .update();
        old.get("/account").expect(303);
    }

    @Test
    void aSessionIsSignedOutFromElsewhereAndAllAtOnce() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient here = olive.signedIn();
        PageClient there = olive.signedIn();
        PageClient stranger = TestPerson.on(SERVER).signedIn();

        String page = here.get("/account/sessions").expect(200).text();
        assertThat(page).contains("this browser", "127.0.0.1", "Java-http-client");
        Matcher id = Pattern.compile("name=\"id\" value=\"(\\d+)\"").matcher(page);
        assertThat(id.find()).isTrue();
        stranger.get("/account/sessions").expect(200);
        stranger.post("/account/sessions/end", Map.of("id", id.group(1))).expect(303);
        there.get("/account").expect(200);
        here.get("/account/sessions").expect(200);
        here.post("/account/sessions/end", Map.of("id", id.group(1))).expect(303);
        there.get("/account").expect(303);
        here.get("/account").expect(200);

        PageClient third = olive.signedIn();
        here.get("/account/sessions").expect(200);
        here.post("/account/sessions/end_all", Map.of()).expect(303);
        here.get("/account").expect(303);
        third.get("/account").expect(303);
        stranger.get("/account").expect(200);
    }

    @Test
    void aPasswordIsChangedByWhoeverKnowsTheOldOneAndEverybodyElseIsSignedOut() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient here = olive.signedIn();
        PageClient there = olive.signedIn();
        String before = here.cookies().get("sequitur_session");
        here.get("/account/password").expect(200);
        assertThat(here.post("/account/password", chosen("old", "not the old one"))
                        .expect(422)
                        .text())
                .contains("The old password is wrong.");
        assertThat(here.post(
                                "/account/password",
                                Map.of("old", olive.password(), "password", NEW_PASSWORD, "repeated", "another"))
                        .expect(422)
                        .text())
                .contains("The two passwords are not the same.");
        there.get("/account").expect(200);

        here.post("/account/password", chosen("old", olive.password())).expect(303);
        there.get("/account").expect(303);
        here.get("/account").expect(200);
        assertThat(here.cookies().get("sequitur_session")).isNotEqualTo(before);
        olive.browser().signIn(olive.email(), olive.password()).expect(422);
        olive.browser().signIn(olive.email(), NEW_PASSWORD).expect(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenchars", "passwordpassword", "password123456", "qwertyuiopasdf", "aaaaaaaaaaaaaaaa"})
    void aPasswordThatIsEasilyGuessedIsRefused(String password) throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient here = olive.signedIn();
        here.get("/account/password").expect(200);
        here.post("/account/password", Map.of("old", olive.password(), "password", password, "repeated", password))
                .expect(422);
        here.get("/account").expect(200);
    }

    @Test
    void aForgottenPasswordIsChosenAnewByALinkThatWorksOnce() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient signedIn = olive.signedIn();
        PageClient browser = olive.browser();
        browser.get("/password/forgotten").expect(200);
        PageClient.PageAnswer unknown = browser.post("/password/forgotten", Map.of("email", "nobody@example.com"));
        PageClient.PageAnswer known = browser.post("/password/forgotten", Map.of("email", olive.email()));
        assertThat(known.expect(200).text()).isEqualTo(unknown.expect(200).text());

        String link = linkInTheOnlyMailTo(olive.email());
        assertThat(jdbc.sql("SELECT string_agg(l::text, ' ') FROM mailed_link l")
                        .query(String.class)
                        .single())
                .doesNotContain(link.substring(link.indexOf('=') + 1));
        String key = link.substring(link.indexOf('=') + 1);
        browser.get(link).expect(200);
        browser.post("/password/new", Map.of("key", key, "password", "short", "repeated", "short"))
                .expect(422);
        signedIn.get("/account").expect(200);
        browser.post("/password/new", chosen("key", key)).expect(303);
        signedIn.get("/account").expect(303);
        olive.browser().signIn(olive.email(), NEW_PASSWORD).expect(303);

        browser.get(link).expect(410);
        browser.get("/password/forgotten").expect(200);
        browser.post("/password/new", chosen("key", key)).expect(410);
    }

    @Test
    void aLinkIsTooOldAfterAnHourAndMailsOfOnePersonAreBounded() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient browser = olive.browser();
        browser.get("/password/forgotten").expect(200);
        for (int i = 0; i < PasswordChanges.MOST_MAILS_PER_EMAIL + 2; i++) {
            browser.post("/password/forgotten", Map.of("email", olive.email())).expect(200);
        }
        TestPerson other = TestPerson.on(SERVER);
        browser.post("/password/forgotten", Map.of("email", other.email())).expect(200);
        assertThat(MAIL.waitForIncomingEmail(PATIENCE_MILLIS, PasswordChanges.MOST_MAILS_PER_EMAIL + 1))
                .isTrue();
        assertThat(MAIL.getReceivedMessages()).hasSize(PasswordChanges.MOST_MAILS_PER_EMAIL + 1);

        String link = link(GreenMailUtil.getBody(MAIL.getReceivedMessages()[0]));
        browser.get(link).expect(200);
        jdbc.sql("UPDATE mailed_link SET expires_at = expires_at - interval '1 hour'")
                .update();
        browser.get(link).expect(410);
    }

    @Test
    void anInvitedUserChoosesAPasswordOnce() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        long user = newUser(olive, "mira@example.com");
        SERVER.server().invitations().invite(olive.company().id(), user);
        String link = linkInTheOnlyMailTo("mira@example.com");
        PageClient mira = olive.browser();
        assertThat(mira.get(link).expect(200).text()).contains("Otters & Sons", "mira@example.com");
        String key = link.substring(link.indexOf('=') + 1);
        mira.post("/invitation", Map.of("key", key, "password", "x", "repeated", "x"))
                .expect(422);
        assertThat(mira.post("/invitation", chosen("key", key)).expect(303).location())
                .isEqualTo("/account");
        assertThat(mira.get("/account").expect(200).text()).contains("Otters & Sons");
        mira.get(link).expect(410);
        olive.browser().signIn("mira@example.com", NEW_PASSWORD).expect(303);
    }

    @Test
    void whoeverIsCreatedWithAnInvitationGetsOneMailAndWhoeverIsNotGetsNone() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        V2Client api = olive.company().client();
        api.post("users", user("quiet@example.com", "")).expect(201);
        api.post("users", user("quiet2@example.com", ",\"send_invitation\":false"))
                .expect(201);
        api.post("users", user("no address", ",\"send_invitation\":true")).expect(422);
        V2Client.Answer created = api.post("users", user("mira@example.com", ",\"send_invitation\":true"))
                .expect(201);
        assertThat(created.text()).doesNotContain("send_invitation");
        String link = linkInTheOnlyMailTo("mira@example.com");
        assertThat(olive.browser().get(link).expect(200).text()).contains("Otters & Sons");

        api.delete("users/" + V2Client.id(created.body().get("user"))).expect(200);
        olive.browser().get(link).expect(410);
    }

    private static String user(String email, String more) {
        return "{\"user\":{\"email\":\"" + email
                + "\",\"first_name\":\"Mira\",\"last_name\":\"Quist\",\"role\":\"Employee\"," + "\"permission_level\":4"
                + more + "}}";
    }

    @Test
    void anInvitationChangesNoPasswordAndIsVoidForAnotherAddress() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        TestPerson peter = TestPerson.on(SERVER);
        long user = newUser(olive, peter.email());
        SERVER.server().invitations().invite(olive.company().id(), user);
        String link = linkInTheOnlyMailTo(peter.email());
        String key = link.substring(link.indexOf('=') + 1);
        PageClient browser = olive.browser();
        assertThat(browser.get(link).expect(200).text()).doesNotContain("New password");
        jdbc.sql("UPDATE users SET email = 'victim@example.com' WHERE id = ?")
                .param(user)
                .update();
        browser.post("/invitation", chosen("key", key)).expect(410);
        jdbc.sql("UPDATE users SET email = ? WHERE id = ?")
                .params(peter.email(), user)
                .update();
        assertThat(browser.post("/invitation", chosen("key", key)).expect(303).location())
                .isEqualTo("/sign_in");
        browser.get("/account").expect(303);
        browser.signIn(peter.email(), NEW_PASSWORD).expect(422);
        browser.signIn(peter.email(), peter.password()).expect(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a@b.example\u0000"})
    void noAddressBeginsAHeader(String address) {
        assertThatThrownBy(() -> new Mail(address, "subject", "text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mail("a@b.example", "x\r\nBcc: c@d.example", "text"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private long newUser(TestPerson of, String email) {
        return jdbc.sql("""
                        INSERT INTO users (company_id, email, first_name, last_name, role, permission_level, created_at, updated_at)
                        VALUES (?, ?, 'Mira', 'Quist', 'Employee', 4, now(), now()) RETURNING id
                        """).params(of.company().id(), email).query(Long.class).single();
    }

    private static Map<String, String> chosen(String name, String value) {
        return Map.of(name, value, "password", NEW_PASSWORD, "repeated", NEW_PASSWORD);
    }

    private static String linkInTheOnlyMailTo(String address) throws Exception {
        assertThat(MAIL.waitForIncomingEmail(PATIENCE_MILLIS, 1)).isTrue();
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
        assertThat(MAIL.getReceivedMessages()[0].getAllRecipients()[0]).hasToString(address);
        return link(GreenMailUtil.getBody(MAIL.getReceivedMessages()[0]));
    }

    private static String link(String text) {
        Matcher matcher = LINK.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
