package org.sequitur.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One kept-alive connection to a server. An answer is read exactly to its end, so that the next begins where it should. */
final class Connection implements AutoCloseable {

    private static final int MILLIS_TO_ANSWER = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(MILLIS_TO_ANSWER);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    Reply exchange(Call call) throws IOException {
        write(call);
        return read(call);
    }

    /** Sends calls without waiting for an answer. */
    void write(Call... calls) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Call call : calls) {
            bytes.writeBytes(call.bytes());
        }
        bytes.writeTo(out);
        out.flush();
    }

    /** Sends bytes that are no whole request. */
    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Reply read(Call call) throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new IOException("not the start of an answer: " + status);
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        Reply head = new Reply(Integer.parseInt(status.substring(9, 12)), headers, new byte[0]);
        return new Reply(head.status(), headers, body(call, head));
    }

    private byte[] body(Call call, Reply head) throws IOException {
        if (call.method().equals("HEAD") || head.status() < 200 || head.status() == 304 || head.status() == 204) {
            return new byte[0];
        }
        if (head.has("Transfer-Encoding")) {
            return chunks();
        }
        if (head.has("Content-Length")) {
            return exactly(Integer.parseInt(head.header("Content-Length")));
        }
        return in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(), 16);
            body.writeBytes(exactly(length));
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends early");
        }
        return bytes;
    }

    /** The server reads an end of the stream here, and can still answer. */
    void endWriting() throws IOException {
        socket.shutdownOutput();
    }

    /** Waits until the server has ended the connection, whatever it says before. */
    void readToItsEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Whether the server has nothing more to say on this connection. */
    boolean hasEnded() throws IOException {
        return in.read() < 0;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the connection ended");
            }
            if (c == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(c);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
