package org.sequitur.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are told apart, however the network cuts them to pieces. */
class ResponseReaderTest {

    private static final String CREATED =
            "HTTP/1.1 201 \r\nX-Content-Length: 7\r\nCONTENT-length: 12\r\n\r\nhello\r\n\r\nyou";
    private static final String REFUSED = "HTTP/1.1 422 \r\nContent-Length:3\r\n\r\nbad";
    private static final String EMPTY = "HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n";

    private final ResponseReader reader = new ResponseReader();

    @Test
    void anAnswerInOnePiece() throws IOException {
        assertThat(reader.read(bytes(CREATED))).isEqualTo(201);
        assertThat(reader.bodyStart()).isEqualTo("hello\r\n\r\nyou");
    }

    @Test
    void anAnswerThatIsCutAnywhere() throws IOException {
        for (int cut = 1; cut < CREATED.length(); cut++) {
            ResponseReader cutReader = new ResponseReader();
            assertThat(cutReader.read(bytes(CREATED.substring(0, cut))))
                    .as("cut at " + cut)
                    .isZero();
            assertThat(cutReader.read(bytes(CREATED.substring(cut))))
                    .as("cut at " + cut)
                    .isEqualTo(201);
            assertThat(cutReader.bodyStart()).isEqualTo("hello\r\n\r\nyou");
        }
    }

    @Test
    void anAnswerByteForByte() throws IOException {
        for (int i = 0; i < CREATED.length() - 1; i++) {
            assertThat(reader.read(bytes(CREATED.substring(i, i + 1)))).isZero();
        }
        assertThat(reader.read(bytes("u"))).isEqualTo(201);
    }

    @Test
    void whatFollowsAnAnswerIsLeftForTheNext() throws IOException {
        ByteBuffer input = bytes(CREATED + EMPTY + REFUSED + "HTTP/1.1 2");

        assertThat(reader.read(input)).isEqualTo(201);
        assertThat(reader.read(input)).isEqualTo(503);
        assertThat(reader.bodyStart()).isEmpty();
        assertThat(reader.read(input)).isEqualTo(422);
        assertThat(reader.bodyStart()).isEqualTo("bad");
        assertThat(reader.read(input)).isZero();
        assertThat(input.hasRemaining()).isFalse();
        assertThat(reader.read(bytes("04 \r\nContent-Length: 0\r\n\r\n"))).isEqualTo(204);
    }

    @Test
    void ofALongBodyTheStartIsKept() throws IOException {
        String body = "x".repeat(100_000);

        assertThat(reader.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body)))
                .isEqualTo(200);
        assertThat(reader.bodyStart()).isEqualTo("x".repeat(300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 abc OK\r\nContent-Length: 1\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6 somewhere\r\n\r\n",
                "\r\n\r\n"
            })
    void whatIsNoAnswerOfAKnownLengthFails(String text) {
        assertThatThrownBy(() -> reader.read(bytes(text))).isInstanceOf(IOException.class);
    }

    @Test
    void headersHaveABound() {
        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(5_000))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 16384");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
