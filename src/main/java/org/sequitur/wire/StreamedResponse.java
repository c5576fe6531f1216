package org.sequitur.wire;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** The way to the client of an answer that flows: status and headers are set with its first byte, not before. */
final class StreamedResponse extends OutputStream {

    private final HttpServletResponse response;
    private final Answer answer;
    private final String contentType;
    private boolean begun;

    StreamedResponse(HttpServletResponse response, Answer answer, String contentType) {
        this.response = response;
        this.answer = answer;
        this.contentType = contentType;
    }

    @Override
    public void write(int value) throws IOException {
        begun().write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begun().write(bytes, offset, length);
    }

    private OutputStream begun() throws IOException {
        if (!begun) {
            begun = true;
            response.setStatus(answer.status());
            answer.headers().forEach(response::setHeader);
            response.setContentType(contentType);
        }
        return response.getOutputStream();
    }
}
