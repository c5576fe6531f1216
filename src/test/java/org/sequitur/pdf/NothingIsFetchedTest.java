package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTML that wants something from the network or the disk gets nothing, and is drawn without it. */
class NothingIsFetchedTest {

    private static final String SECRET = "SecretOfTheDisk";

    /** Each with an address in the place of {@code @}. */
    static final List<String> WISHES = List.of(
            "<img src='@'>",
            "<img srcset='@ 2x'>",
            "<link rel='stylesheet' href='@'>",
            "<style>@import url('@');</style>",
            "<style>@font-face { font-family: F; src: url('@'); } p { font-family: F }</style>",
            "<div style='background-image: url(@)'>x</div>",
            "<style>p:before { content: url('@') }</style>",
            "<ul style='list-style-image: url(@)'><li>x</li></ul>",
            "<object data='@'></object>",
            "<object data='@' type='image/svg+xml'></object>",
            "<iframe src='@'></iframe>",
            "<embed src='@'>",
            "<svg xmlns='http://www.w3.org/2000/svg'><use href='@'/><image href='@'/></svg>",
            "<a href='@' download='x'>x</a>",
            "<base href='@'><img src='x.png'>",
            "<math><mglyph src='@'/></math>",
            "<script src='@'></script>",
            "<?xml-stylesheet href='@'?>",
            "<div style='content: -fs-target-counter(url(@), page)'>x</div>");

    private static String drawn(String html) throws IOException {
        byte[] pdf = new Typesetter().drawn(html, Locale.UK, new Watch(Duration.ofMinutes(1)));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getNames()).isNull();
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void noAddressIsOpened(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret.html"), SECRET);
        Path style = Files.writeString(folder.resolve("secret.css"), "p:after { content: '" + SECRET + "' }");
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String network = "http://127.0.0.1:" + listening.getLocalPort() + "/x";
            for (String address : List.of(
                    network,
                    network.replaceFirst("http:", ""),
                    file.toUri().toString(),
                    style.toUri().toString(),
                    "jar:" + network + "!/x",
                    "jar:" + file.toUri() + "!/x",
                    "classpath:application.yaml",
                    "ftp://127.0.0.1:" + listening.getLocalPort() + "/x",
                    file.toString())) {
                for (String wish : WISHES) {
                    assertThat(drawn("<html><body><p>Seen</p>"
                                    + wish.replace("@import", "\u0001")
                                            .replace("@font-face", "\u0002")
                                            .replace("@", address)
                                            .replace("\u0001", "@import")
                                            .replace("\u0002", "@font-face")
                                    + "</body></html>"))
                            .as(wish + " " + address)
                            .contains("Seen")
                            .doesNotContain(SECRET, "sequitur:");
                }
            }
            listening.setSoTimeout(1);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void entitiesOfItsOwnAreNotRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret.txt"), SECRET);
        assertThat(drawn("<!DOCTYPE html [<!ENTITY x SYSTEM '" + file.toUri() + "'>]><p>Seen &x;</p>"))
                .contains("Seen")
                .doesNotContain(SECRET);
    }
}
