package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sequitur.pdf.DesignedCompany.png;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Designs by somebody who means harm: to read the server's files or network, or to keep it busy. */
class HostileDesignTest {

    private static final String SECRET = "SecretOfTheDisk";

    private static Watch watch(Duration most) {
        return new Watch(most);
    }

    private static String base64(String type, String text) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String filled(String template, Map<String, Object> view) {
        return new WrittenTemplate(template, watch(Duration.ofMinutes(1))).filled(view);
    }

    @Test
    void aTemplateSeesEntriesOfMapsAndElementsOfListsAndNothingOfJava() {
        Map<String, Object> view = Map.of(
                "seller", Map.of("name", "Us"),
                "lines", List.of("one", "two"),
                "text", "words");
        assertThat(filled("{{seller.name}} {{#lines}}{{.}} {{/lines}}", view)).isEqualTo("Us one two ");
        for (String reach : List.of(
                "class",
                "getClass",
                "class.name",
                "text.class",
                "text.length",
                "text.bytes",
                "lines.size",
                "lines.empty",
                "lines.getFirst",
                "seller.entrySet",
                "seller.keySet",
                "seller.class.classLoader",
                "this.class",
                "hashCode",
                "toString",
                "text.hash",
                "text.value")) {
            assertThat(filled("[{{" + reach + "}}][{{#" + reach + "}}seen{{/" + reach + "}}]", view))
                    .as(reach)
                    .isEqualTo("[][]");
        }
        assertThat(filled(
                        "{{#text}}[{{class}}{{length}}{{bytes}}]{{/text}}{{#lines}}[{{class}}{{hash}}]{{/lines}}",
                        view))
                .isEqualTo("[][][]");
    }

    @Test
    void valuesAreEscaped() {
        assertThat(filled("{{x}}", Map.of("x", "<img src=\"y\">"))).isEqualTo("&lt;img src&#x3D;&quot;y&quot;&gt;");
    }

    @Test
    void sectionsThatGoRoundForEverAreEndedEvenIfTheyWriteNothing() {
        Map<String, Object> view = Map.of("lines", Collections.nCopies(1_000, Map.of()));
        String silent = "{{#lines}}".repeat(10) + "{{/lines}}".repeat(10);
        assertThatThrownBy(() -> new WrittenTemplate(silent, watch(Duration.ofMillis(50))).filled(view))
                .isInstanceOf(Watch.TooLongException.class);
        String loud = "{{#lines}}".repeat(10) + "ha".repeat(500) + "{{/lines}}".repeat(10);
        assertThatThrownBy(() -> filled(loud, view)).isInstanceOf(Typesetter.TooLargeException.class);
    }

    @Test
    void aTemplateWritesAsMuchAsItsBoundAndNoMore() {
        String text = "x".repeat(Typesetter.MOST_CHARACTERS);
        assertThat(filled("{{x}}", Map.of("x", text))).hasSize(Typesetter.MOST_CHARACTERS);
        assertThatThrownBy(() -> filled("{{x}}y", Map.of("x", text))).isInstanceOf(Typesetter.TooLargeException.class);
    }

    @Test
    void neitherTemplateNorStyleSheetOpensAnAddressAlsoWhenThereIsALogo(@TempDir Path folder) throws Exception {
        DesignedCompany designed = DesignedCompany.founded();
        Path file = Files.writeString(folder.resolve("secret.html"), SECRET);
        Path style = Files.writeString(folder.resolve("secret.css"), "p:after { content: '" + SECRET + "' }");
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String network = "http://127.0.0.1:" + listening.getLocalPort() + "/x";
            for (String address : List.of(
                    network,
                    "file:///etc/passwd",
                    file.toUri().toString(),
                    style.toUri().toString(),
                    "jar:" + file.toUri() + "!/x",
                    base64("text/css", "p:after{content:'" + SECRET + "'}"),
                    base64(
                            "image/svg+xml",
                            "<svg xmlns='http://www.w3.org/2000/svg'><image href='" + network + "'/></svg>"),
                    base64("text/html", "<p>" + SECRET),
                    "data:image/png;base64," + png(9, 9).get("data"),
                    "sequitur:../../../etc/passwd",
                    Typesetter.LOGO)) {
                String wishes = String.join("", NothingIsFetchedTest.WISHES)
                        .replace("@import", "\u0001")
                        .replace("@font-face", "\u0002")
                        .replace("@", address)
                        .replace("\u0001", "@import")
                        .replace("\u0002", "@font-face");
                Map<String, Object> design = new HashMap<>();
                design.put(
                        "template", "<!DOCTYPE html [<!ENTITY x SYSTEM '" + address + "'>]><p>Seen &x;</p>" + wishes);
                design.put(
                        "stylesheet",
                        "@import url('@'); @import '@'; p { background: url('@') } @font-face { font-family: F; src: url('@') }"
                                .replace("@import", "\u0001")
                                .replace("@font-face", "\u0002")
                                .replace("@", address)
                                .replace("\u0001", "@import")
                                .replace("\u0002", "@font-face"));
                design.put("logo", png(7, 5));
                DesignedCompany.File drawn = designed.preview(design);
                assertThat(drawn.status()).as(address + drawn.text()).isEqualTo(200);
                assertThat(drawn.text()).contains("Seen").doesNotContain(SECRET, "root:");
                assertThat(drawn.pictures()).as(address).allMatch("7x5"::equals);
                if (!address.equals(Typesetter.LOGO)) {
                    assertThat(drawn.pictures()).as(address).isEmpty();
                }
            }
            listening.setSoTimeout(1);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body { height: 9000000mm }",
                "@page { size: 3mm 3mm; margin: 0 } body { height: 9000000mm }",
                "@page { size: 30mm 30mm; margin: 0 } p { padding-top: 9000000mm }",
                "p { font-size: 9000000mm }",
                "p:before { content: ' '; display: block; page-break-before: always; margin-bottom: 9000000mm }",
            })
    void aLengthThatAsksForMillionsOfPagesIsRefused(String text) throws Exception {
        DesignedCompany designed = DesignedCompany.founded();
        DesignedCompany.File refused = designed.preview(Map.of("template", "<p>x", "stylesheet", text));
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.text()).contains("too large");
    }

    @Test
    void elementsAreBoundedInNumberAndInDepth() throws Exception {
        DesignedCompany designed = DesignedCompany.founded();
        // 40 lines in the sample, so 64,000 and 2,560,000 characters, of three each.
        String many = "{{#lines}}{{#lines}}{{#lines}}<b>{{/lines}}{{/lines}}{{/lines}}";
        DesignedCompany.File refused = designed.preview(Map.of("template", many));
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        int within = Typesetter.MOST_DEPTH - 2;
        assertThat(designed.preview(Map.of("template", "<div>".repeat(within) + "x"))
                        .status())
                .isEqualTo(200);
        assertThat(designed.preview(Map.of("template", "<div>".repeat(within + 1) + "x"))
                        .text())
                .contains("within each other");
        String tables = "<table><tr><td>".repeat(15) + "x";
        assertThat(designed.preview(Map.of("template", tables)).status()).isIn(200, 422);
    }

    @Test
    void sectionsNestedBeyondAllReasonAreNoFailureOfTheServer() throws Exception {
        DesignedCompany designed = DesignedCompany.founded();
        int times = 10_000;
        String deep = "{{#seller}}".repeat(times) + "x" + "{{/seller}}".repeat(times);
        assertThat(designed.preview(Map.of("template", deep)).status()).isIn(200, 422);
        String selectors = "p ".repeat(60_000) + "{ color: red } " + "p:not(".repeat(10_000);
        assertThat(designed.preview(Map.of("stylesheet", selectors)).status()).isIn(200, 422);
        String brackets = "p { width: " + "calc(".repeat(30_000) + "1px }";
        assertThat(designed.preview(Map.of("stylesheet", brackets)).status()).isIn(200, 422);
    }
}
