package org.sequitur.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.sequitur.ServerLog;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.person.SecondSteps;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second step, played by a browser without a screen and an app that makes codes. */
@Isolated("it reads the log of everything")
@Execution(ExecutionMode.SAME_THREAD)
class SecondStepTest {

    private static final String PATH = "/account/second_step";
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final ToldClock CLOCK = new ToldClock("2026-09-01T12:00:00Z");
    private static final TestServer SERVER = TestServer.start(
            Map.of("sequitur.second-step.key", Base64.getEncoder().encodeToString(new byte[32])), CLOCK);

    private final JdbcClient jdbc = JdbcClient.create(SERVER.dataSource());

    /** Somebody whose second step is on. */
    private record Enrolled(TestPerson person, PageClient browser, String secret, List<String> writtenCodes) {}

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void forget() {
        jdbc.sql("DELETE FROM sign_in_failure").update();
    }

    @Test
    void signingInAsksForACodeAndUntilThenNobodyIsSignedIn() throws Exception {
        Enrolled olive = enrolled();
        PageClient browser = half(olive);
        String cookie = browser.cookies().get("sequitur_session");
        for (String path : List.of("/account", PATH, PATH + "/qr.svg", "/v2/approve_app?client_id=x")) {
            assertThat(browser.get(path).expect(303).location()).startsWith("/sign_in");
        }
        browser.get("/sign_in/second_step").expect(200);
        browser.post("/sign_in/second_step", Map.of("code", "000000")).expect(422);
        browser.get("/account").expect(303);
        CLOCK.goOn(STEP);
        browser.get("/sign_in/second_step").expect(200);
        PageClient.PageAnswer in =
                browser.post("/sign_in/second_step", Map.of("code", code(olive.secret()), "next", "//evil.example"));
        assertThat(in.expect(303).location()).isEqualTo("/account");
        assertThat(browser.cookies().get("sequitur_session")).isNotEqualTo(cookie);
        browser.get("/account").expect(200);
        assertThat(olive.browser().get("/account/sessions").expect(200).text().split("127\\.0\\.0\\.1", -1))
                .as("two sessions, and no half one")
                .hasSize(3);
    }

    @Test
    void thePasswordAloneKeepsNoBrowserHalfSignedInForLong() throws Exception {
        Enrolled olive = enrolled();
        PageClient browser = half(olive);
        CLOCK.goOn(Duration.ofMinutes(11));
        assertThat(browser.get("/sign_in/second_step").expect(303).location()).isEqualTo("/sign_in");
    }

    @Test
    void aCodeWorksOnceAndNoneBeforeItAndNoneOfAnotherTime() throws Exception {
        Enrolled olive = enrolled();
        CLOCK.goOn(STEP);
        String code = code(olive.secret());
        step(olive, code, 303);
        step(olive, code, 422);
        CLOCK.goOn(STEP);
        step(olive, code, 422);
        CLOCK.goOn(STEP.multipliedBy(4));
        String old = code(olive.secret());
        CLOCK.goOn(STEP.multipliedBy(2));
        step(olive, old, 422);
        String late = code(olive.secret());
        CLOCK.goOn(STEP);
        step(olive, late.substring(0, 3) + " " + late.substring(3), 303);
    }

    @Test
    void guessingCodesIsStoppedAtItsBound() throws Exception {
        Enrolled olive = enrolled();
        CLOCK.goOn(STEP);
        PageClient thief = half(olive);
        thief.get("/sign_in/second_step").expect(200);
        for (int i = 0; i < SecondSteps.MOST_ATTEMPTS; i++) {
            thief.post("/sign_in/second_step", Map.of("code", "guess " + i)).expect(422);
        }
        thief.post("/sign_in/second_step", Map.of("code", code(olive.secret()))).expect(429);
        CLOCK.goOn(Duration.ofMinutes(16));
        step(olive, code(olive.secret()), 303);
    }

    @Test
    void aWrittenCodeWorksOnceAndOnlyItsHashIsKept() throws Exception {
        Enrolled olive = enrolled();
        assertThat(olive.writtenCodes()).hasSize(SecondSteps.RECOVERY_CODES).doesNotHaveDuplicates();
        String first = olive.writtenCodes().get(0);
        step(olive, first.toUpperCase(java.util.Locale.ROOT), 303);
        step(olive, first, 422);
        step(enrolled(), olive.writtenCodes().get(1), 422);
        assertThat(olive.browser().get(PATH).expect(200).text()).contains("<strong>9</strong>");
    }

    @Test
    void thePictureSaysWhatTheTextSaysAndBelongsToItsPage() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient browser = olive.signedIn();
        browser.get(PATH + "/qr.svg").expect(404);
        begin(olive, browser);
        String secret = secretText(browser);
        PageClient.PageAnswer picture = browser.get(PATH + "/qr.svg").expect(200);
        assertThat(picture.header("Content-Type")).startsWith("image/svg+xml");
        assertThat(picture.header("Cache-Control")).contains("no-store");
        assertThat(picture.header("Content-Security-Policy")).contains("default-src 'none'", "img-src 'self'");
        assertThat(picture.response().body()).doesNotContain("<script", "style", secret);
        assertThat(read(picture.response().body()))
                .isEqualTo("otpauth://totp/Sequitur%3A" + olive.email().replace("@", "%40") + "?secret=" + secret
                        + "&issuer=Sequitur");
    }

    @Test
    void turningItOnTakesThePasswordAndARightCodeAndSignsOutEverybodyElse() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient browser = olive.signedIn();
        PageClient elsewhere = olive.signedIn();
        browser.get(PATH).expect(200);
        browser.postForeign(PATH + "/begin", Map.of("password", olive.password()))
                .expect(403);
        browser.post(PATH + "/begin", Map.of("password", "a wrong password")).expect(422);
        browser.get(PATH + "/qr.svg").expect(404);
        begin(olive, browser);
        String secret = secretText(browser);
        browser.post(PATH + "/confirm", Map.of("code", "12345")).expect(422);
        olive.browser().signIn(olive.email(), olive.password()).expect(303);
        elsewhere.get("/account").expect(200);
        browser.get(PATH).expect(200);
        browser.post(PATH + "/confirm", Map.of("code", code(secret))).expect(200);
        elsewhere.get("/account").expect(303);
        browser.get("/account").expect(200);
        browser.get(PATH + "/qr.svg").expect(404);
        assertThat(browser.get(PATH).expect(200).text()).doesNotContain("id=\"secret\"");
    }

    @Test
    void turningItOffTakesThePasswordAndACode() throws Exception {
        Enrolled olive = enrolled();
        CLOCK.goOn(STEP);
        PageClient browser = olive.browser();
        String password = olive.person().password();
        String code = code(olive.secret());
        browser.get(PATH).expect(200);
        browser.postForeign(PATH + "/off", Map.of("password", password, "code", code))
                .expect(403);
        browser.post(PATH + "/off", Map.of("password", password, "code", "1")).expect(422);
        browser.post(PATH + "/off", Map.of("password", "a wrong password", "code", code))
                .expect(422);
        half(olive);
        browser.post(PATH + "/off", Map.of("password", password, "code", code)).expect(303);
        browser.get("/account").expect(200);
        olive.person().signedIn().get("/account").expect(200);
        assertThat(jdbc.sql("SELECT count(*) FROM recovery_code WHERE person_id = ?")
                        .param(olive.person().person().id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void neitherTheDatabaseNorTheLogTellsSecretsPasswordsCodesOrLinks() throws Exception {
        List<String> secrets = new ArrayList<>();
        String logged;
        try (ServerLog log = new ServerLog()) {
            Enrolled olive = enrolled();
            secrets.add(olive.person().password());
            secrets.addAll(olive.writtenCodes());
            PageClient browser = olive.browser();
            browser.get("/password/new?key=a-made-up-secret").expect(410);
            browser.get("/invitation?key=a-made-up-secret").expect(410);
            secrets.add("a-made-up-secret");
            secrets.add(browser.cookies().get("sequitur_session"));
            step(olive, olive.writtenCodes().get(2), 303);
            olive.person()
                    .browser()
                    .signIn(olive.person().email(), "a-mistyped-password")
                    .expect(422);
            secrets.add("a-mistyped-password");
            jdbc.sql("UPDATE person SET totp_secret = decode(repeat('00', 60), 'hex') WHERE id = ?")
                    .param(olive.person().person().id())
                    .update();
            // As if the key were another one: the written codes still let their person in.
            step(olive, olive.writtenCodes().get(3), 303);
            logged = log.text();
        }
        assertThat(logged)
                .as("who came in, who did not, and the key that does not fit")
                .contains(
                        "gave the right password, from 127.0.0.1",
                        "a sign-in from 127.0.0.1 was refused",
                        "cannot be read");
        assertThat(logged).doesNotContain(secrets);
        Enrolled nora = enrolled();
        assertThat(jdbc.sql("SELECT encode(totp_secret, 'hex') FROM person WHERE id = ?")
                        .param(nora.person().person().id())
                        .query(String.class)
                        .single())
                .isNotEmpty()
                .doesNotContain(HexFormat.of().formatHex(base32(nora.secret())));
    }

    @Test
    void withoutAKeyItIsNotOfferedAndABadKeyIsRefused() throws Exception {
        PageClient browser = TestPerson.on(TestServer.shared()).signedIn();
        assertThat(browser.get(PATH).expect(200).text()).contains("no key").doesNotContain("Begin");
        assertThatThrownBy(() -> SERVER.beside(Map.of("sequitur.second-step.key", "c2hvcnQ="), CLOCK))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequitur.second-step.key must be 32 bytes in Base64");
    }

    private static Enrolled enrolled() throws Exception {
        TestPerson olive = TestPerson.on(SERVER);
        PageClient browser = olive.signedIn();
        begin(olive, browser);
        String secret = secretText(browser);
        String page = browser.post(PATH + "/confirm", Map.of("code", code(secret)))
                .expect(200)
                .text();
        List<String> codes = new ArrayList<>();
        Matcher matcher = Pattern.compile("<code>([^<]+)</code>").matcher(page);
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        return new Enrolled(olive, browser, secret, codes);
    }

    private static void begin(TestPerson person, PageClient browser) throws Exception {
        browser.get(PATH).expect(200);
        browser.post(PATH + "/begin", Map.of("password", person.password())).expect(303);
    }

    private static String secretText(PageClient browser) throws Exception {
        Matcher matcher = Pattern.compile("id=\"secret\">([A-Z2-7]+)<")
                .matcher(browser.get(PATH).expect(200).text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** Whoever has shown the password. */
    private static PageClient half(Enrolled of) throws Exception {
        PageClient browser = of.person().browser();
        assertThat(browser.signIn(of.person().email(), of.person().password())
                        .expect(303)
                        .location())
                .startsWith("/sign_in/second_step");
        return browser;
    }

    private static void step(Enrolled of, String code, int expected) throws Exception {
        PageClient browser = half(of);
        browser.get("/sign_in/second_step").expect(200);
        browser.post("/sign_in/second_step", Map.of("code", code)).expect(expected);
        browser.get("/account").expect(expected == 303 ? 200 : 303);
    }

    private static String code(String secret) throws Exception {
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(new SecretKeySpec(base32(secret), "HmacSHA1"), CLOCK.instant());
    }

    private static byte[] base32(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        for (int i = 0; i < bytes.length * 8; i++) {
            int bit = BASE32.indexOf(text.charAt(i / 5)) >> (4 - i % 5) & 1;
            bytes[i / 8] |= (byte) (bit << (7 - i % 8));
        }
        return bytes;
    }

    /** What a camera reads, at eight points a module. */
    private static String read(String svg) throws Exception {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(box.find()).isTrue();
        int scale = 8;
        int size = Integer.parseInt(box.group(1)) * scale;
        int[] points = new int[size * size];
        Arrays.fill(points, 0xFFFFFF);
        Matcher module = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
        while (module.find()) {
            for (int i = 0; i < scale * scale; i++) {
                int x = Integer.parseInt(module.group(1)) * scale + i % scale;
                int y = Integer.parseInt(module.group(2)) * scale + i / scale;
                points[y * size + x] = 0;
            }
        }
        LuminanceSource source = new RGBLuminanceSource(size, size, points);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
