package org.sequitur.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request in the making, which began as a valid one, and what was done to it. */
final class SpoiltRequest {

    private static final int MOST_SHOWN = 2_000;

    String method;
    String target;
    final Map<String, String> headers;
    byte[] body;

    /** Headers that say how long the body is, instead of the right one, and what then stands in its place. */
    String framing = "";

    byte[] framed = new byte[0];

    final List<String> done = new ArrayList<>();

    SpoiltRequest(String method, String target, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = new LinkedHashMap<>(headers);
        this.body = body;
    }

    SpoiltRequest copy() {
        return new SpoiltRequest(method, target, headers, body);
    }

    /** Whether the server can tell where this request ends, so that another may follow on the same connection. */
    boolean isFramedRightly() {
        return framing.isEmpty();
    }

    Call call() {
        Call call = Call.of(method, target);
        headers.forEach(call::header);
        if (!framing.isEmpty()) {
            int colon = framing.indexOf(':');
            return call.header(framing.substring(0, colon), framing.substring(colon + 1))
                    .bytes(framed);
        }
        return body.length == 0 ? call : call.body(body);
    }

    @Override
    public String toString() {
        byte[] bytes = call().bytes();
        StringBuilder text = new StringBuilder(done + "\n");
        String sent = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < Math.min(sent.length(), MOST_SHOWN); i++) {
            char c = sent.charAt(i);
            text.append(c == '\n' || (c >= ' ' && c < 127) ? String.valueOf(c) : "\\x%02x".formatted((int) c));
        }
        return sent.length() > MOST_SHOWN ? text + " … (" + bytes.length + " bytes)" : text.toString();
    }
}
