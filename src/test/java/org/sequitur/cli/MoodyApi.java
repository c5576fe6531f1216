package org.sequitur.cli;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Sequitur server that plays FreeAgent, with FreeAgent's moods: of its answers some are 429 or 503, some never come, and a token may end.
 * It tells only what FreeAgent has.
 */
final class MoodyApi implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer front;
    private final String behind;
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private volatile int tokenEndsAfter = Integer.MAX_VALUE;
    private volatile int slowAfter = Integer.MAX_VALUE;

    MoodyApi(String behind) throws IOException {
        this.behind = behind;
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        front.createContext("/", this::answer);
        front.start();
    }

    String url() {
        return "http://localhost:" + front.getAddress().getPort();
    }

    /** From here on this many more requests are answered with the token; then it has ended. */
    void endTokenAfter(int more) {
        tokenEndsAfter = requests.get() + more;
    }

    /** From here on, after this many more requests, none is answered. */
    void hangAfter(int more) {
        slowAfter = requests.get() + more;
    }

    void recover() {
        tokenEndsAfter = Integer.MAX_VALUE;
        slowAfter = Integer.MAX_VALUE;
    }

    boolean isHanging() {
        return requests.get() > slowAfter;
    }

    /** How often each path with its query was answered 200. */
    Map<String, Integer> answered() {
        return answered;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int number = requests.incrementAndGet();
            if (number > slowAfter) {
                Thread.sleep(60_000);
            } else if (number > tokenEndsAfter) {
                exchange.sendResponseHeaders(401, -1);
            } else if (number % 11 == 3) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                exchange.sendResponseHeaders(429, -1);
            } else if (number % 37 == 5) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                forward(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + path));
        for (String name : List.of("Authorization", "X-Api-Version")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        answer.headers()
                .firstValue("X-Total-Count")
                .ifPresent(total -> exchange.getResponseHeaders().add("X-Total-Count", total));
        byte[] body = answer.body();
        if (answer.headers().firstValue("Content-Type").orElse("").contains("json")) {
            body = new String(body, StandardCharsets.UTF_8)
                    .replace(behind, url())
                    .getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        if (answer.statusCode() == 200) {
            answered.merge(path, 1, Integer::sum);
        }
    }

    @Override
    public void close() {
        front.stop(0);
        client.shutdownNow();
    }
}
