package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** The bounds of a body: size, depth, and being JSON or XML at all. */
class BodiesTest {

    private static final int MOST = 10 * 1024 * 1024;

    private final TestCompany company = TestServer.shared().newCompany();

    private Call post() {
        return Call.of("POST", "/v2/contacts").as(company);
    }

    /** A contact of exactly so many bytes. */
    private static byte[] contact(int bytes) {
        String start = "{\"organisation_name\":\"Acme\",\"unheard_of\":\"";
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) 'x');
        System.arraycopy(start.getBytes(StandardCharsets.US_ASCII), 0, body, 0, start.length());
        body[bytes - 2] = '"';
        body[bytes - 1] = '}';
        return body;
    }

    @Test
    void aBodyOfTenMegabytesIsRead() throws Exception {
        post().header("Content-Type", "application/json")
                .body(contact(MOST))
                .send()
                .expect(201);
        post().header("Content-Type", "application/json")
                .chunked(contact(MOST))
                .send()
                .expect(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, MOST + 4 * 1024 * 1024})
    void aLargerBodyIsRefusedAndTheClientHearsOfItThoughItWasStillSending(int bytes) throws Exception {
        Call sized = post().header("Content-Type", "application/json").body(contact(bytes));
        assertThat(sized.send().expect(413).message()).contains(Integer.toString(MOST));
        Call chunked = post().header("Content-Type", "application/json").chunked(contact(bytes));
        assertThat(chunked.send().expect(413).message()).contains(Integer.toString(MOST));
        Call xml = post().header("Content-Type", "application/xml").chunked(contact(bytes));
        assertThat(xml.send().expect(413).message()).contains(Integer.toString(MOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":}",
                "{\"a\":1}x",
                "{\"a\":1}{\"b\":2}",
                "{'a':1}",
                "{\"a\":1,}",
                "organisation_name=Acme",
                "<contact/>",
                "{\"a\":\"\\x\"}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "\u0000",
                "{\"a\":\"\n\"}"
            })
    void malformedJsonIsRefused(String body) throws Exception {
        assertThat(post().json(body).send().expect(400).message()).isEqualTo("The body is not valid JSON");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        byte[] body = "{\"organisation_name\":\"A\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(post().header("Content-Type", "application/json")
                        .body(body)
                        .send()
                        .expect(400)
                        .message())
                .isEqualTo("The body is not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<contact>",
                "<contact></contract>",
                "<contact><organisation-name>A & B</organisation-name></contact>",
                "<contact/><contact/>",
                "{\"contact\":{}}",
                "<contact><organisation-name>&nbsp;</organisation-name></contact>",
                "<contact><organisation-name>&#0;</organisation-name></contact>",
                "<contact><organisation-name>&#xD800;</organisation-name></contact>",
                " <?xml version=\"1.0\"?><contact/>"
            })
    void malformedXmlIsRefused(String body) throws Exception {
        assertThat(post().xml(body).send().expect(400).message()).isEqualTo("The body is not valid XML");
    }

    private static String nestedJson(int depth, String open, String close) {
        // The outer object is a level, too.
        return "{\"organisation_name\":\"Acme\",\"x\":" + open.repeat(depth - 1) + "1" + close.repeat(depth - 1) + "}";
    }

    private static String nestedXml(int depth) {
        return "<contact><organisation-name>Acme</organisation-name>" + "<x>".repeat(depth - 1)
                + "</x>".repeat(depth - 1) + "</contact>";
    }

    @ParameterizedTest
    @CsvSource({"64, 201", "65, 400", "100000, 400"})
    void bodiesNestSixtyFourLevelsDeep(int depth, int status) throws Exception {
        post().json(nestedJson(depth, "[", "]")).send().expect(status);
        post().json(nestedJson(depth, "{\"a\":", "}")).send().expect(status);
        post().xml(nestedXml(depth)).send().expect(status);
    }

    @ParameterizedTest
    @CsvSource({"100, 201", "101, 400", "1000000, 400"})
    void aNumberHasAHundredCharactersAtMost(int length, int status) throws Exception {
        String number = "1".repeat(length);
        post().json("{\"organisation_name\":\"Acme\",\"unknown\":" + number + "}")
                .send()
                .expect(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+2147483648", "1e99999999999"})
    void aNumberThatNoDecimalCanHoldIsRefused(String number) throws Exception {
        assertThat(post().json("{\"organisation_name\":\"Acme\",\"default_payment_terms_in_days\":" + number + "}")
                        .send()
                        .expect(400)
                        .message())
                .isEqualTo("The body is not valid JSON");
        assertThat(count()).isZero();
    }

    @Test
    void aBodyThatEndsEarlyCreatesNothing() throws Exception {
        Call early = post().header("Content-Type", "application/json")
                .header("Content-Length", "1000")
                .bytes("{\"organisation_name\":\"Acme\"}".getBytes(StandardCharsets.US_ASCII));
        try (Connection connection = new Connection(TestServer.shared().port())) {
            connection.write(early);
            connection.endWriting();
            connection.readToItsEnd();
        }
        assertThat(count()).isZero();
    }

    private int count() throws IOException {
        return Integer.parseInt(
                Call.get("/v2/contacts").as(company).send().expect(200).header("X-Total-Count"));
    }

    @Test
    void chunksThatAreNoneAreRefused() throws Exception {
        Call broken = post().header("Content-Type", "application/json").header("Transfer-Encoding", "chunked");
        try (Connection connection = new Connection(TestServer.shared().port())) {
            connection.write(broken, Call.of("zz", "/v2/not-a-chunk"));
            assertThat(connection.read(broken).expect(400).message()).isNotEmpty();
        }
        assertThat(count()).isZero();
    }
}
