package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.server.Server;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Links to files: what they give, to whom, for how long, and what a browser may do with it. */
class DownloadTest {

    private static final byte[] PDF = SampleFiles.pdf(1, 300_000);
    private static final byte[] PNG = SampleFiles.picture("png", 1200, 600);
    private static final String SRC = "content_src";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private Receipts receipts;

    @BeforeEach
    void receipts() throws Exception {
        receipts = Receipts.of(company.client());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "image/avif,image/webp", "application/pdf", "text/html", "nonsense"})
    void aFileIsGivenAsItsOwnTypeWhateverIsAcceptedAndABrowserMayDoNothingWithIt(String accept) throws Exception {
        JsonNode expense = receipts.with(PDF, "application/x-pdf");
        Download download =
                Download.of("GET", Receipts.link(expense, SRC), accept).expect(200);

        assertThat(download.bytes()).isEqualTo(PDF);
        assertThat(download.header("Content-Type")).isEqualTo("application/x-pdf");
        assertThat(download.header("Content-Length")).isEqualTo(Integer.toString(PDF.length));
        assertThat(download.header("Content-Disposition")).isEqualTo("inline; filename*=UTF-8''receipt");
        assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(download.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox");
        assertThat(download.response().headers().allValues("Cache-Control")).containsExactly("private");
        assertThat(download.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(download.response().headers().map()).doesNotContainKeys("set-cookie", "content-encoding", "etag");
    }

    @Test
    void headTellsTheSameWithoutTheBytes() throws Exception {
        String link = Receipts.link(receipts.with(PDF, "application/pdf"), SRC);
        Download head = Download.of("HEAD", link, "*/*").expect(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(PDF.length));
        assertThat(head.header("Content-Type")).isEqualTo("application/pdf");
    }

    @Test
    void aHostileNameIsNothingButAName() throws Exception {
        String name = "\"; filename=evil.exe; x='%0d%0a <b>März✓.pdf";
        JsonNode expense = receipts.post(SampleFiles.upload(PDF, name, "application/pdf"))
                .expect(201)
                .body()
                .path("expense");
        Download download = Download.of(Receipts.link(expense, SRC)).expect(200);
        assertThat(download.header("Content-Disposition"))
                .isEqualTo(
                        "inline; filename*=UTF-8''%22%3B%20filename%3Devil.exe%3B%20x%3D%27%250d%250a%20%3Cb%3EM%C3%A4rz%E2%9C%93.pdf");
    }

    @Test
    void whoeverChangesAnythingOfALinkIsForbidden() throws Exception {
        JsonNode expense = receipts.with(PNG, "image/png");
        String link = Receipts.link(expense, SRC);
        String other = Receipts.link(receipts.with(PNG, "image/png"), SRC);
        String foreign = Receipts.link(Receipts.of(server.newCompany().client()).with(PNG, "image/png"), SRC);
        List<String> forged = new ArrayList<>(List.of(
                link.replace("/original", "/medium"),
                link.replace("/original", "/small"),
                link.replaceFirst("expires=[0-9]+", "expires=99999999999"),
                link.replaceFirst("sig=[0-9a-f]+", "sig=" + "0".repeat(64)),
                path(other) + query(link),
                path(foreign) + query(link),
                link.replaceFirst("company=[0-9]+", "company=" + parameter(foreign, "company")),
                path(foreign)
                        + query(link).replaceFirst("company=[0-9]+", "company=" + parameter(foreign, "company"))));
        String signature = parameter(link, "sig");
        for (int i = 0; i < signature.length(); i += 9) {
            char changed = signature.charAt(i) == 'a' ? 'b' : 'a';
            forged.add(link.replace(signature, signature.substring(0, i) + changed + signature.substring(i + 1)));
        }
        for (String one : forged) {
            Download download = Download.of(one).expect(403);
            assertThat(text(download)).as(one).contains("The link is not valid");
        }
        Download.of(link).expect(200);
    }

    @Test
    void halfALinkIsNone() throws Exception {
        String link = Receipts.link(receipts.with(PNG, "image/png"), SRC);
        for (String half : List.of(
                path(link),
                link.replaceFirst("&sig=.*", ""),
                link.replaceFirst("expires=[0-9]+&", ""),
                link.replaceFirst("company=[0-9]+&", ""),
                link.replaceFirst(
                        "sig=[0-9a-f]+", "sig=" + parameter(link, "sig").toUpperCase(Locale.ROOT)),
                link.replaceFirst("sig=[0-9a-f]{2}", "sig="),
                link.replaceFirst("expires=", "expires=0"),
                link.replaceFirst("expires=[0-9]+", "expires=-1"))) {
            Download.of(half).expect(400);
        }
        Download.of(link.replace("/original", "/huge")).expect(404);
        Download.of(link.replaceFirst("/original.*", "")).expect(404);
        assertThat(company.client()
                        .get(path(link).replaceFirst(".*/attachments", "/attachments"))
                        .status())
                .as("a token is no link")
                .isEqualTo(400);
    }

    /** Two processes sign and check with the same key, which stays the same. */
    @Test
    void aLinkWorksForAnHourOnEveryServerOfTheDatabase() throws Exception {
        JsonNode expense = receipts.with(PNG, "image/png");
        Instant end = Instant.parse(expense.at("/attachment/expires_at").stringValue());
        ToldClock clock = new ToldClock(end.minusMillis(1).toString());
        try (Server beside = server.beside(Map.of(), clock)) {
            for (String name : List.of(SRC, "content_src_medium", "content_src_small")) {
                String link = beside.baseUrl()
                        .of(Receipts.link(expense, name).replaceFirst(".*/attachments", "/attachments"));
                clock.tell(end.minusMillis(1).toString());
                Download.of(link).expect(200);
                clock.tell(end.toString());
                assertThat(text(Download.of(link).expect(403))).contains("The link has expired");
            }
        }
    }

    @Test
    void thumbnailsAreSmallerPicturesOfTheSame() throws Exception {
        for (String format : List.of("png", "jpeg", "gif")) {
            JsonNode expense = receipts.with(SampleFiles.picture(format, 1200, 600), "image/" + format);
            assertThat(sizeOf(Receipts.link(expense, "content_src_medium"))).isEqualTo("500 x 250");
            assertThat(sizeOf(Receipts.link(expense, "content_src_small"))).isEqualTo("250 x 125");
            assertThat(sizeOf(Receipts.link(expense, "content_src_small"))).isEqualTo("250 x 125");
        }
    }

    @Test
    void whoAsksAtOnceGetsTheSameThumbnail() throws Exception {
        String link = Receipts.link(receipts.with(PNG, "image/png"), "content_src_medium");
        List<Callable<Download>> asking = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            asking.add(() -> Download.of(link));
        }
        List<byte[]> shown = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Download> download : clients.invokeAll(asking)) {
                shown.add(download.get().expect(200).bytes());
            }
        }
        assertThat(shown).allMatch(bytes -> Arrays.equals(bytes, shown.getFirst()));
        assertThat(JdbcClient.create(server.dataSource())
                        .sql("SELECT count(*) FROM attachment_thumbnail WHERE company_id = ?")
                        .param(company.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aPictureThatCannotBeDecodedHasNoThumbnails() throws Exception {
        byte[] signatureOnly = Arrays.copyOf(PNG, 8);
        byte[] huge = SampleFiles.blackPng(8_000, 8_000);
        for (byte[] bytes : List.of(signatureOnly, huge)) {
            JsonNode expense = receipts.with(bytes, "image/png");
            assertThat(expense.path("attachment").has("content_src_small")).isFalse();
            assertThat(Download.of(Receipts.link(expense, SRC)).expect(200).bytes())
                    .isEqualTo(bytes);
        }
        byte[] lying = PNG.clone();
        Arrays.fill(lying, 60, lying.length, (byte) 0xa5);
        JsonNode expense = receipts.with(lying, "image/png");
        Download.of(Receipts.link(expense, "content_src_small")).expect(404);
        assertThat(receipts.read(expense).path("attachment").has("content_src_small"))
                .isFalse();
        assertThat(Download.of(Receipts.link(expense, SRC)).expect(200).bytes()).isEqualTo(lying);
    }

    /** A picture that is a page, too, to whoever guesses at types. */
    @Test
    void aPolyglotIsGivenAsWhatItBeginsLike() throws Exception {
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        byte[] polyglot = Arrays.copyOf(PNG, PNG.length + page.length);
        System.arraycopy(page, 0, polyglot, PNG.length, page.length);
        JsonNode expense = receipts.with(polyglot, "image/png");
        Download download =
                Download.of("GET", Receipts.link(expense, SRC), "text/html").expect(200);
        assertThat(download.header("Content-Type")).isEqualTo("image/png");
        assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(download.header("Content-Security-Policy")).endsWith("sandbox");
        Map<String, Object> asPage = new HashMap<>(SampleFiles.upload(page, "a.png", "image/png"));
        assertThat(receipts.post(asPage).expect(422).messages())
                .containsExactly("attachment.data is not of the type image/png");
    }

    private static String sizeOf(String link) throws Exception {
        Download download = Download.of(link).expect(200);
        assertThat(download.header("Content-Type")).isEqualTo("image/png");
        assertThat(download.header("Content-Security-Policy")).endsWith("sandbox");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(download.bytes()));
        return image.getWidth() + " x " + image.getHeight();
    }

    private static String path(String link) {
        return link.substring(0, link.indexOf('?'));
    }

    private static String query(String link) {
        return link.substring(link.indexOf('?'));
    }

    private static String parameter(String link, String name) {
        return link.replaceFirst(".*[?&]" + name + "=", "").replaceFirst("&.*", "");
    }

    private static String text(Download download) {
        return new String(download.bytes(), StandardCharsets.UTF_8);
    }
}
