package org.sequitur.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks that answers as it is told to; it can be stopped and started again at its address. */
public final class TestReceiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** One call, as it came in. */
    public record Call(String id, String timestamp, String signature, String contentType, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String type() {
            return json().path("type").asString();
        }

        public String record() {
            return json().at("/data/url").asString();
        }

        public long sequence() {
            return Long.parseLong(json().at("/data/sequence").asString());
        }
    }

    /** What is answered; without an answer the connection ends. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Call call, HttpExchange exchange) throws Exception;
    }

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final Behaviour behaviour;
    private final int port;
    private volatile HttpServer server;

    public TestReceiver(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server = started(0);
        this.port = server.getAddress().getPort();
    }

    /** One that takes whatever comes. */
    public static TestReceiver content() throws IOException {
        return new TestReceiver((call, exchange) -> answer(exchange, 204));
    }

    public static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    private HttpServer started(int at) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.createContext("/", this::receive);
        made.start();
        return made;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = new Call(
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    header(exchange, "Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            behaviour.answer(call, exchange);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** Whoever calls is refused from now on. */
    public void stop() {
        server.stop(0);
    }

    public void startAgain() throws IOException {
        server = started(port);
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hooks";
    }

    public int port() {
        return port;
    }

    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
