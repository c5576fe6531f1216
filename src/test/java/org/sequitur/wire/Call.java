package org.sequitur.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** A request as the bytes that go over the wire, for what clients of the platform hide or forbid: Host, chunks, odd targets. */
final class Call {

    private final String method;
    private final StringBuilder head = new StringBuilder();
    private byte[] body = new byte[0];
    private boolean namesItsHost;

    private Call(String method, String target) {
        this.method = method;
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    }

    static Call of(String method, String target) {
        return new Call(method, target);
    }

    static Call get(String target) {
        return of("GET", target);
    }

    String method() {
        return method;
    }

    Call as(TestCompany company) {
        return bearer(company.token());
    }

    Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call header(String name, String value) {
        namesItsHost |= name.equals("Host");
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    Call json(String text) {
        return header("Content-Type", "application/json").body(text);
    }

    Call xml(String text) {
        return header("Content-Type", "application/xml").body(text);
    }

    Call body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    Call body(byte[] bytes) {
        body = bytes;
        return header("Content-Length", Integer.toString(bytes.length));
    }

    /** The body in chunks, its length not said beforehand. */
    Call chunked(byte[] bytes) {
        int most = 64 * 1024;
        ByteArrayOutputStream chunks = new ByteArrayOutputStream(bytes.length + 1024);
        for (int start = 0; start < bytes.length; start += most) {
            int length = Math.min(most, bytes.length - start);
            chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(bytes, start, length);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        body = chunks.toByteArray();
        return header("Transfer-Encoding", "chunked");
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + body.length + 64);
        bytes.writeBytes(
                (head + (namesItsHost ? "" : "Host: localhost\r\n") + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** To the shared server, on a connection of its own. */
    Reply send() throws IOException {
        return send(TestServer.shared());
    }

    Reply send(TestServer server) throws IOException {
        try (Connection connection = new Connection(server.port())) {
            return connection.exchange(this);
        }
    }
}
