package org.sequitur.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the answers of one HTTP/1.1 connection as they come in, in whatever pieces. It looks at the status and the length only:
 * whatever the load generator does is done on processors that the server needs.
 */
final class ResponseReader {

    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int MOST_BODY_KEPT = 300;
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head = new byte[MOST_HEAD_BYTES];
    private final byte[] kept = new byte[MOST_BODY_KEPT];
    private int headLength;
    private int keptLength;
    private int status;
    private long bodyLeft;
    private boolean inBody;

    /**
     * Takes bytes up to the end of an answer and leaves those of the next one.
     *
     * @return the answer's status, or 0 when the answer has not ended yet
     * @throws IOException when this is no answer, or one whose length is not said beforehand
     */
    int read(ByteBuffer bytes) throws IOException {
        while (!inBody && bytes.hasRemaining()) {
            if (headLength == head.length) {
                throw new IOException("the headers of an answer are longer than " + head.length + " bytes");
            }
            head[headLength++] = bytes.get();
            if (endsHead()) {
                begin();
            }
        }
        if (!inBody) {
            return 0;
        }
        take(bytes);
        if (bodyLeft > 0) {
            return 0;
        }
        inBody = false;
        headLength = 0;
        return status;
    }

    /** The beginning of the last answer's body; it is there until the next answer begins. */
    String bodyStart() {
        return new String(kept, 0, keptLength, StandardCharsets.UTF_8);
    }

    private boolean endsHead() {
        return headLength >= 4
                && head[headLength - 1] == '\n'
                && head[headLength - 2] == '\r'
                && head[headLength - 3] == '\n'
                && head[headLength - 4] == '\r';
    }

    private void begin() throws IOException {
        if (headLength < "HTTP/1.1 200".length() || head[0] != 'H' || head[5] != '1' || head[8] != ' ') {
            throw new IOException("this is no answer of HTTP/1.1: " + headText());
        }
        status = number(9, 12);
        bodyLeft = contentLength();
        keptLength = 0;
        inBody = true;
    }

    private void take(ByteBuffer bytes) {
        int taken = (int) Math.min(bodyLeft, bytes.remaining());
        int keep = Math.min(taken, kept.length - keptLength);
        bytes.get(bytes.position(), kept, keptLength, keep);
        keptLength += keep;
        bytes.position(bytes.position() + taken);
        bodyLeft -= taken;
    }

    private int contentLength() throws IOException {
        for (int i = 0; i + CONTENT_LENGTH.length < headLength; i++) {
            if (head[i] == '\r' && isContentLength(i)) {
                int start = i + CONTENT_LENGTH.length;
                while (head[start] == ' ') {
                    start++;
                }
                int end = start;
                while (head[end] != '\r') {
                    end++;
                }
                return number(start, end);
            }
        }
        throw new IOException("an answer without Content-Length: " + headText());
    }

    private boolean isContentLength(int at) {
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            byte b = head[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != CONTENT_LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int start, int end) throws IOException {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = head[i] - '0';
            if (digit < 0 || digit > 9 || number > 100_000_000) {
                throw new IOException("no number where one must be: " + headText());
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private String headText() {
        return new String(head, 0, Math.min(headLength, 200), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
    }
}
