package org.sequitur.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An API that says of each path, without its query, what it was told to say; of others that there is nothing. */
final class ScriptedApi implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> answers = new TreeMap<>();

    ScriptedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** @param json where {@code ~} stands for what is before the path of an address */
    ScriptedApi says(String path, String json) {
        answers.put("/v2/" + path, json.replace("~", url()));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String list = path.substring("/v2/".length());
            String said = answers.getOrDefault(path, list.contains("/") ? "" : "{\"" + list + "\":[]}");
            byte[] body = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.isEmpty() ? 404 : 200, said.isEmpty() ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
