package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireObjects;

/** What is taken as a file, and what is wrong with the rest. */
class SentFileTest {

    private static final byte[] PNG = SampleFiles.picture("png", 3, 2);

    @Test
    void everyDocumentedTypeIsTakenAndShownAsItWasSent() {
        byte[] pdf = SampleFiles.pdf(1, 50);
        byte[] jpeg = SampleFiles.picture("jpg", 3, 2);
        assertThat(read(PNG, "a.png", "image/png").contentType()).isEqualTo("image/png");
        assertThat(read(PNG, "a.png", "image/x-png").contentType()).isEqualTo("image/x-png");
        assertThat(read(jpeg, "a.jpg", "image/jpeg").contentType()).isEqualTo("image/jpeg");
        assertThat(read(jpeg, "a.jpg", "image/jpg").contentType()).isEqualTo("image/jpg");
        assertThat(read(SampleFiles.picture("gif", 3, 2), "a.gif", "image/gif").contentType())
                .isEqualTo("image/gif");
        assertThat(read(pdf, "a.pdf", "application/x-pdf").contentType()).isEqualTo("application/x-pdf");
        assertThat(read(pdf, "a.pdf", "Application/PDF ").contentType()).isEqualTo("application/pdf");
        assertThat(read(PNG, "a.png", "image/png").bytes()).isEqualTo(PNG);
    }

    @Test
    void withoutAContentTypeAFileIsWhatItsBytesSay() {
        WireObject sent = WireObjects.of("{'data':'%s','file_name':'a'}".formatted(base64(PNG)));
        assertThat(Objects.requireNonNull(SentFile.read(sent)).contentType()).isEqualTo("image/png");
        assertThat(complaints(
                        "{'data':'%s','file_name':'a'}".formatted(base64("<html>".getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("attachment.content_type is not included in the list");
    }

    @Test
    void lineBreaksOfMimeAreTakenAndNothingElseThatIsNotBase64() {
        String lines =
                Base64.getMimeEncoder().encodeToString(SampleFiles.pdf(2, 500)).replace("\r\n", "\\r\\n");
        assertThat(lines).contains("\\r\\n");
        assertThat(complaints("{'data':'%s','file_name':'a.pdf'}".formatted(lines)))
                .isEmpty();
        for (String data : List.of(
                "iVBORw0KGgo",
                "iVBORw0KGg_-",
                "iVBO Rw0KGgo=",
                "data:image/png;base64,iVBORw0KGgo=",
                "=",
                "\\u00e9",
                "",
                "\\n")) {
            assertThat(complaints("{'data':'%s','file_name':'a','content_type':'image/png'}".formatted(data)))
                    .as(data)
                    .containsExactly("attachment.data is invalid");
        }
        assertThat(complaints("{'data':{},'file_name':'a','content_type':'image/png'}"))
                .contains("attachment.data is invalid");
        assertThat(complaints("{'file_name':'a','content_type':'image/png'}"))
                .containsExactly("attachment.data is invalid");
    }

    @Test
    void fiveMegabytesAreTakenAndNotOneByteMore() {
        byte[] most = SampleFiles.pdf(3, SentFile.MOST_BYTES);
        assertThat(read(most, "a.pdf", "application/pdf").bytes()).isEqualTo(most);
        for (int more : List.of(1, 2, 3, 100_000)) {
            byte[] bytes = Arrays.copyOf(most, SentFile.MOST_BYTES + more);
            assertThat(complaints("{'data':'%s','file_name':'a.pdf','content_type':'application/pdf'}"
                            .formatted(base64(bytes))))
                    .containsExactly("attachment.data is too big (maximum is 5 MB)");
        }
    }

    @Test
    void whatIsNotOnTheListIsNotTaken() {
        for (String type : List.of(
                "text/html", "image/svg+xml", "image/png; charset=utf-8", "image/png\\r\\nX: y", "png", "*/*")) {
            assertThat(complaints("{'data':'%s','file_name':'a','content_type':'%s'}".formatted(base64(PNG), type)))
                    .as(type)
                    .containsExactly("attachment.content_type is not included in the list");
        }
    }

    @Test
    void whatIsNotWhatItClaimsToBeIsNotTaken() {
        byte[] html = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        for (byte[] bytes : List.of(html, SampleFiles.pdf(4, 60), new byte[] {(byte) 0x89, 'P', 'N', 'G'})) {
            assertThat(complaints(
                            "{'data':'%s','file_name':'a.png','content_type':'image/png'}".formatted(base64(bytes))))
                    .containsExactly("attachment.data is not of the type image/png");
        }
        assertThat(complaints(
                        "{'data':'%s','file_name':'a','content_type':'application/x-pdf'}".formatted(base64(PNG))))
                .containsExactly("attachment.data is not of the type application/pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "C:\\\\fakepath\\\\a.png",
                ".",
                "..",
                "a\\r\\nSet-Cookie: b",
                "a\\tb",
                "a\\u007fb",
                "a\\u0085b",
                "a\\u2028b",
                "invoice\\u202egpj.exe"
            })
    void namesThatAreMoreThanANameAreNotTaken(String name) {
        assertThat(complaints("{'data':'%s','file_name':'%s','content_type':'image/png'}".formatted(base64(PNG), name)))
                .containsExactly("attachment.file_name is invalid");
    }

    @Test
    void otherNamesAreTakenAndKeptAsTheyAre() {
        for (String name : List.of(
                "a b.png",
                "Beleg Nr. 7 – März.pdf",
                "领收证.png",
                "👨‍👩‍👧.png",
                "...png",
                "%2e%2e%2f",
                "x".repeat(255))) {
            assertThat(read(PNG, name, "image/png").name()).isEqualTo(name);
        }
        assertThat(complaints("{'data':'%s','file_name':'%s'}".formatted(base64(PNG), "x".repeat(256))))
                .containsExactly("attachment.file_name is too long (maximum is 255 characters)");
        assertThat(complaints("{'data':'%s','file_name':' '}".formatted(base64(PNG))))
                .containsExactly("attachment.file_name can't be blank");
        assertThat(complaints("{'data':'%s','file_name':'a\\u0000'}".formatted(base64(PNG))))
                .containsExactly("attachment.file_name contains invalid characters");
    }

    private static SentFile read(byte[] bytes, String name, String contentType) {
        WireObject sent = WireObjects.of("{'data':'%s','file_name':'%s','content_type':'%s','description':'Lunch'}"
                .formatted(base64(bytes), name, contentType));
        @Nullable SentFile file = SentFile.read(sent);
        assertThat(sent.complaints().messages()).isEmpty();
        return Objects.requireNonNull(file);
    }

    private static List<String> complaints(String json) {
        WireObject sent = WireObjects.of(json);
        @Nullable SentFile file = SentFile.read(sent);
        assertThat(file == null).isEqualTo(!sent.complaints().isEmpty());
        return sent.complaints().messages();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
