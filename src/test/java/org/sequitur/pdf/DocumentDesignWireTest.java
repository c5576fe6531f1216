package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.pdf.DesignedCompany.PATH;
import static org.sequitur.pdf.DesignedCompany.logo;
import static org.sequitur.pdf.DesignedCompany.padded;
import static org.sequitur.pdf.DesignedCompany.picture;
import static org.sequitur.pdf.DesignedCompany.png;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A company's own template, style sheet and logo. */
class DocumentDesignWireTest {

    private static final String TEMPLATE = """
            <h1>Ours: {{title}} {{reference}}</h1>{{#logo}}<img src="{{logo}}">{{/logo}}
            {{#lines}}<p>{{description}} makes {{amount}}</p>{{/lines}}
            """;
    private static final String STYLESHEET = "h1:after { content: ' in style' }";

    private DesignedCompany designed;

    @BeforeEach
    void foundACompany() {
        designed = DesignedCompany.founded();
    }

    /** The paths of the files of an invoice, a credit note and an estimate. */
    private static List<String> documents(DesignedCompany designed) throws Exception {
        String contact = designed.company().client().newContact("Harbour Mills Ltd");
        Map<String, String> roots = new LinkedHashMap<>();
        roots.put("invoice", "invoice_items");
        roots.put("credit_note", "credit_note_items");
        roots.put("estimate", "estimate_items");
        return roots.entrySet().stream()
                .map(root -> {
                    Map<String, Object> attributes = new HashMap<>(Map.of(
                            "contact",
                            contact,
                            "dated_on",
                            "2026-03-02",
                            "reference",
                            "N-7",
                            root.getValue(),
                            List.of(Map.of("description", "Survey", "quantity", 1, "price", -40))));
                    if (root.getKey().equals("invoice")) {
                        attributes.put("payment_terms_in_days", 14);
                        attributes.put(
                                root.getValue(), List.of(Map.of("description", "Survey", "quantity", 1, "price", 40)));
                        attributes.put("reference", "N-8");
                    } else if (root.getKey().equals("estimate")) {
                        attributes.put("estimate_type", "Quote");
                        attributes.put("status", "Draft");
                    }
                    try {
                        JsonNode made = designed.company()
                                .post(root.getKey() + "s", Map.of(root.getKey(), attributes))
                                .expect(201)
                                .body();
                        return "/sequitur/v1/" + root.getKey() + "s/" + V2Client.id(made.path(root.getKey())) + "/pdf";
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void allThreeKindsBearWhatTheirCompanyHasDesignedAndNoOtherCompanysDo() throws Exception {
        List<String> own = documents(designed);
        DesignedCompany other = DesignedCompany.founded();
        List<String> others = documents(other);
        JsonNode answer = designed.put(Map.of("template", TEMPLATE, "stylesheet", STYLESHEET, "logo", png(123, 45)))
                .expect(200)
                .body()
                .path("document_design");
        assertThat(answer.path("logo").path("width").asInt()).isEqualTo(123);
        assertThat(answer.path("logo").path("height").asInt()).isEqualTo(45);
        assertThat(answer.path("built_in").asBoolean()).isFalse();
        assertThat(designed.company().get(PATH).body().path("document_design")).isEqualTo(answer);
        List<String> titles = List.of("Invoice N-8", "Credit note N-7", "Quote N-7");
        for (int i = 0; i < own.size(); i++) {
            DesignedCompany.File file = designed.get(own.get(i));
            assertThat(file.text())
                    .contains("Ours: " + titles.get(i) + " in style", "Survey makes")
                    .doesNotContain("Harbour Mills");
            assertThat(file.pictures()).containsExactly("123x45");
            DesignedCompany.File foreign = other.get(others.get(i));
            assertThat(foreign.text()).contains("Harbour Mills").doesNotContain("Ours:", "in style");
            assertThat(foreign.pictures()).isEmpty();
        }
    }

    @Test
    void theBuiltInTemplateBearsALogoWhenThereIsOne() throws Exception {
        List<String> documents = documents(designed);
        designed.put(Map.of("logo", logo("image/jpeg", picture("jpg", 60, 30)))).expect(200);
        for (String document : documents) {
            DesignedCompany.File file = designed.get(document);
            assertThat(file.pictures()).containsExactly("60x30");
            assertThat(file.text()).contains("Harbour Mills Ltd", "Survey");
        }
        DesignedCompany.File bytes = designed.get(PATH + "/logo");
        assertThat(bytes.type()).isEqualTo("image/jpeg");
        assertThat(bytes.bytes()).isEqualTo(picture("jpg", 60, 30));
    }

    @Test
    void whatIsNotSentStaysWhatIsClearedIsBuiltInAgainAndDeletingClearsAll() throws Exception {
        String invoice = documents(designed).getFirst();
        String before = designed.get(invoice).text();
        designed.put(Map.of("template", TEMPLATE, "logo", png(20, 10))).expect(200);
        JsonNode more = designed.put(Map.of("stylesheet", STYLESHEET))
                .expect(200)
                .body()
                .path("document_design");
        assertThat(more.path("template").asString()).isEqualTo(TEMPLATE);
        assertThat(more.path("logo").path("size").asInt()).isPositive();
        designed.put(Map.of("template", "", "logo", "")).expect(200);
        assertThat(designed.get(invoice).text()).contains("Harbour Mills").doesNotContain("Ours:");
        designed.company().get(PATH + "/logo").expect(404);
        designed.put(Map.of("template", TEMPLATE, "logo", png(20, 10))).expect(200);
        designed.company().delete(PATH).expect(200);
        JsonNode left = designed.company().get(PATH).body().path("document_design");
        assertThat(left.propertyNames()).containsExactlyInAnyOrder("url", "built_in");
        assertThat(designed.get(invoice).text()).isEqualTo(before);
        designed.put(Map.of("template", TEMPLATE)).expect(200);
        assertThat(designed.put(Map.of("template", ""))
                        .expect(200)
                        .body()
                        .at("/document_design/built_in")
                        .asBoolean())
                .isTrue();
        assertThat(designed.get(invoice).text()).isEqualTo(before);
    }

    @Test
    void theDefaultIsWhatDocumentsAreDrawnWithAnyway() throws Exception {
        String invoice = documents(designed).getFirst();
        String before = designed.get(invoice).text();
        JsonNode built =
                designed.company().get(PATH + "/default").expect(200).body().path("document_design");
        designed.put(Map.of(
                        "template", built.path("template").asString(),
                        "stylesheet", built.path("stylesheet").asString()))
                .expect(200);
        assertThat(designed.get(invoice).text()).isEqualTo(before);
    }

    @Test
    void aPreviewShowsASampleOrADocumentOfOnesOwnAndStoresNothing() throws Exception {
        List<String> documents = documents(designed);
        Map<String, Object> proposed = new HashMap<>(Map.of("template", TEMPLATE, "logo", png(31, 17)));
        for (String kind : List.of("invoice", "credit_note", "estimate")) {
            proposed.put("kind", kind);
            DesignedCompany.File sample = designed.preview(proposed);
            assertThat(sample.status()).as(sample.text()).isEqualTo(200);
            assertThat(sample.text()).contains("SAMPLE-001", "Sample of work, part 39");
            assertThat(sample.text().toLowerCase(java.util.Locale.ROOT)).contains(kind.replace('_', ' '));
            assertThat(sample.pictures()).contains("31x17");
        }
        proposed.remove("kind");
        proposed.put("estimate", documents.getLast().replace("/pdf", ""));
        assertThat(designed.preview(proposed).text()).contains("Ours: Quote N-7", "Survey");
        String foreign = documents(DesignedCompany.founded()).getLast().replace("/pdf", "");
        proposed.put("estimate", foreign);
        assertThat(designed.preview(proposed).status()).isEqualTo(422);
        assertThat(designed.preview(Map.of("kind", "letter")).status()).isEqualTo(422);
        assertThat(designed.company()
                        .get(PATH)
                        .body()
                        .at("/document_design/built_in")
                        .asBoolean())
                .isTrue();
        assertThat(designed.get(documents.getFirst()).text()).doesNotContain("Ours:");
    }

    @Test
    void theSampleIsDrawnInTheBuiltInDesignOnSeveralPagesWithSumsCarried() throws Exception {
        assertThat(designed.preview(Map.of("kind", "invoice")).text())
                .contains("Brought forward", "Carried forward", "Sample Customer Ltd", "Discount");
    }

    @Test
    void whatCannotBeDrawnWithIsRefusedWithTheReasonAndChangesNothing() throws Exception {
        designed.put(Map.of("template", TEMPLATE)).expect(200);
        Map<String, String> reasons = Map.of(
                "<p>\n{{#lines}}\n<p>",
                "line 2",
                "<p>{{/lines}}",
                "line 1",
                "<p>\n\n{{#lines}}{{/line}}",
                "line 3",
                "<p>{{>other}}",
                "cannot take in another one",
                "<div>".repeat(65),
                "within each other");
        for (Map.Entry<String, String> each : reasons.entrySet()) {
            Map<String, String> design = Map.of("template", each.getKey());
            assertThat(designed.put(design).expect(422).messages())
                    .singleElement()
                    .asString()
                    .contains("design cannot be used", each.getValue());
            assertThat(designed.preview(design).status()).isEqualTo(422);
        }
        assertThat(designed.company()
                        .get(PATH)
                        .body()
                        .at("/document_design/template")
                        .asString())
                .isEqualTo(TEMPLATE);
    }

    @Test
    void aStoredDesignThatNoLongerServesIsAClearRefusal() throws Exception {
        String invoice = documents(designed).getFirst();
        JdbcClient.create(TestServer.shared().dataSource())
                .sql("INSERT INTO document_design (company_id, template, updated_at) VALUES (?, '{{#lines}}', now())")
                .param(designed.company().id())
                .update();
        DesignedCompany.File refused = designed.get(invoice);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("document design cannot be used", "lines");
    }

    @Test
    void textsAreAsLongAsTheirBoundAndNoLonger() throws Exception {
        for (String name : List.of("template", "stylesheet")) {
            String start = name.equals("template") ? "<p>Long é</p>" : "/* é */ ";
            int bytes = start.getBytes(StandardCharsets.UTF_8).length;
            String longest = start + "/".repeat(DocumentDesign.MOST_BYTES - bytes);
            if (name.equals("stylesheet")) {
                longest = "/*" + "é" + " ".repeat(DocumentDesign.MOST_BYTES - 6) + "*/";
            }
            assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(DocumentDesign.MOST_BYTES);
            designed.put(Map.of(name, longest)).expect(200);
            assertThat(designed.put(Map.of(name, longest + " ")).expect(422).messages())
                    .containsExactly(name + " is too long (maximum is 262144 bytes)");
        }
    }

    @Test
    void logosAreAsLargeAsTheirBoundsAndNoLarger() throws Exception {
        byte[] small = picture("png", 10, 10);
        designed.put(Map.of("logo", logo("image/png", padded(small, Logo.MOST_BYTES))))
                .expect(200);
        assertThat(designed.put(Map.of("logo", logo("image/png", padded(small, Logo.MOST_BYTES + 1))))
                        .expect(422)
                        .messages())
                .containsExactly("logo is too long (maximum is 1048576 bytes)");
        designed.put(Map.of("logo", png(4_000, 1_000))).expect(200);
        for (Map<String, String> large : List.of(png(4_001, 1), png(1, 4_001), png(2_001, 2_000))) {
            assertThat(designed.put(Map.of("logo", large)).expect(422).messages())
                    .singleElement()
                    .asString()
                    .contains("too many pixels");
        }
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        byte[] png = picture("png", 300, 200);
        byte[] jpeg = picture("jpg", 300, 200);
        String svg = "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>";
        for (Map<String, String> none : List.of(
                logo("image/png", Arrays.copyOf(png, png.length / 2)),
                logo("image/png", Arrays.copyOf(png, 20)),
                logo("image/jpeg", Arrays.copyOf(jpeg, 100)),
                logo("image/jpeg", png),
                logo("image/png", jpeg),
                logo("image/png", svg.getBytes(StandardCharsets.UTF_8)),
                logo("image/svg+xml", svg.getBytes(StandardCharsets.UTF_8)),
                logo("image/gif", picture("gif", 3, 3)),
                logo("image/png", new byte[0]),
                Map.of("content_type", "image/png", "data", "no base64!"),
                Map.of("content_type", "image/png"),
                Map.of("data", "AAAA"))) {
            designed.put(Map.of("logo", none)).expect(422);
        }
        designed.put(Map.of("logo", "http://127.0.0.1/logo.png")).expect(422);
        designed.company().get(PATH + "/logo").expect(404);
    }

    @Test
    void aFewBytesThatClaimAHugePictureAreNeverUnpacked() throws Exception {
        byte[] bomb = picture("png", 10, 10);
        int width = 16;
        ByteBuffer.wrap(bomb).putInt(width, 30_000).putInt(width + 4, 30_000);
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) sum.getValue());
        assertThat(designed.put(Map.of("logo", logo("image/png", bomb)))
                        .expect(422)
                        .messages())
                .singleElement()
                .asString()
                .contains("too many pixels");
    }

    @Test
    void aJpegOfScansWithoutEndIsRefused() throws Exception {
        byte[] jpeg = picture("jpg", 10, 10);
        byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 2 * (Logo.MOST_SCANS + 1));
        for (int i = jpeg.length; i < scans.length; i += 2) {
            scans[i] = (byte) 0xFF;
            scans[i + 1] = (byte) 0xDA;
        }
        assertThat(designed.put(Map.of("logo", logo("image/jpeg", scans)))
                        .expect(422)
                        .messages())
                .containsExactly("logo has too many scans (maximum is 100)");
        designed.put(Map.of("logo", logo("image/jpeg", Arrays.copyOf(scans, scans.length - 4))))
                .expect(200);
    }

    @Test
    void aChangeIsInTheAuditLogAndAPreviewIsNot() throws Exception {
        designed.preview(Map.of("template", TEMPLATE));
        designed.put(Map.of("template", TEMPLATE)).expect(200);
        designed.put(Map.of("template", "{{#x}}")).expect(422);
        JsonNode events = designed.company().get("/sequitur/v1/audit").body().path("audit");
        assertThat(events).hasSize(1);
        assertThat(events.get(0).path("record").asString()).isEqualTo("document_design");
        assertThat(events.get(0).path("action").asString()).isEqualTo("update");
        assertThat(events.get(0).path("detail").asString()).isEqualTo("template");
    }
}
