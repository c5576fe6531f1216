package org.sequitur.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Between a client and the server. The first request under each key meets a mishap, one kind after the other; when the same
 * request is sent again, it is let through. Unlike the relay of the chaos run it knows requests, so each kind is met for sure.
 */
final class MishapRelay implements AutoCloseable {

    private static final List<String> PASSED_ON = List.of("Authorization", "Content-Type", "Idempotency-Key");
    private static final List<String> PASSED_BACK = List.of("Content-Type", "Idempotent-Replayed", "Retry-After");

    private final URI server;
    private final List<Mishap> kinds;
    private final HttpServer listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Passage> passages = new TreeMap<>();

    MishapRelay(String server, Mishap... kinds) throws IOException {
        this.server = URI.create(server);
        this.kinds = List.of(kinds);
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        listener.setExecutor(threads);
        listener.createContext("/", this::pass);
        listener.start();
    }

    String address() {
        return "http://127.0.0.1:" + listener.getAddress().getPort();
    }

    /** What was sent under each key. */
    synchronized Map<String, Passage> passages() {
        return Map.copyOf(passages);
    }

    @Override
    public void close() {
        listener.stop(0);
        threads.close();
        client.close();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Mishap mishap = next(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body);
            switch (mishap) {
                case REQUEST_LOST -> {}
                case TURNED_AWAY -> refuse(exchange, 503, "1");
                case NONE -> answer(exchange, forward(exchange, body), 1);
                case ANSWER_LOST -> forward(exchange, body);
                case ANSWER_TORN -> answer(exchange, forward(exchange, body), 0.5);
                case STILL_UNDER_WAY -> {
                    forward(exchange, body);
                    refuse(exchange, 409, "1");
                }
                case PROXY_GAVE_UP -> {
                    forward(exchange, body);
                    refuse(exchange, 504, null);
                }
            }
        }
    }

    private synchronized Mishap next(String key, String body) {
        Passage known = passages.get(key);
        if (known != null) {
            known.bodies().add(body);
            return Mishap.NONE;
        }
        Passage first = new Passage(kinds.get(passages.size() % kinds.size()), new ArrayList<>(List.of(body)));
        passages.put(key, first);
        return first.mishap();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
        PASSED_ON.forEach(
                name -> request.header(name, exchange.getRequestHeaders().getFirst(name)));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, double share) throws IOException {
        for (String name : PASSED_BACK) {
            answer.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length);
        exchange.getResponseBody().write(body, 0, (int) (share * body.length));
        exchange.getResponseBody().flush();
    }

    private static void refuse(HttpExchange exchange, int status, @Nullable String seconds) throws IOException {
        if (seconds != null) {
            exchange.getResponseHeaders().set("Retry-After", seconds);
        }
        exchange.sendResponseHeaders(status, -1);
    }

    /** @param bodies what was sent, each time */
    record Passage(Mishap mishap, List<String> bodies) {}
}
