package org.sequitur.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sequitur.ServerProcess;
import org.sequitur.TestServer;

/** Before it stops, a server lets balancers know, if it is told to. */
class DrainTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aServerThatDrainsIsNotHealthyAndServesOnConnectionsThatEnd() throws Exception {
        try (Server server = TestServer.shared().beside(Map.of("sequitur.drain", "10m"), Clock.systemUTC());
                ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            ServerProcess.awaitThat("health", () -> get(server, "/health").statusCode() == 200);
            Future<?> drain = stopping.submit(() -> {
                server.drain();
                return null;
            });
            try {
                ServerProcess.awaitThat(
                        "the news", () -> get(server, "/health").body().contains("about to stop"));
                HttpResponse<String> health = get(server, "/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.headers().firstValue("Retry-After")).isPresent();
                HttpResponse<String> other = get(server, "/openapi.json");
                assertThat(other.statusCode()).isEqualTo(200);
                assertThat(other.headers().firstValue("Connection")).hasValue("close");
                assertThat(drain.isDone()).isFalse();
            } finally {
                drain.cancel(true);
            }
        }
    }

    @Test
    void withoutATimeNothingIsToldAndNothingIsWaitedFor() throws Exception {
        Drain drain = new Drain(Duration.ZERO);
        drain.run();
        assertThat(drain.hasBegun()).isFalse();
    }

    @Test
    void theTimeIsBounded() {
        assertThat(new Drain(Drain.LONGEST).time()).isEqualTo(Duration.ofMinutes(10));
        for (Duration time : new Duration[] {Drain.LONGEST.plusMillis(1), Duration.ofMillis(-1)}) {
            assertThatThrownBy(() -> new Drain(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sequitur.drain must be 0s to 10m");
        }
    }

    private static HttpResponse<String> get(Server server, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
