package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.InFlight;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;

/** {@code /health} tells the truth about the database, to everyone. */
class HealthTest {

    private static final int AT_ONCE = 300;

    @TempDir
    private Path data;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void itFollowsTheDatabase() throws Exception {
        ServerProcess server = processes.start(data);
        assertThat(health(server)).isEqualTo(200);

        server.signalPostgres("STOP");
        try {
            assertThat(health(server)).as("nobody answers").isEqualTo(503);
        } finally {
            server.signalPostgres("CONT");
        }
        ServerProcess.awaitThat("health again", () -> health(server) == 200);

        ServerProcess.awaitThat("a dead database to be noticed", () -> {
            killIfThere(server);
            return health(server) == 503;
        });
        ServerProcess.awaitThat("health after a crash", () -> health(server) == 200);
        server.client().get("company").expect(200);
    }

    /** Whoever asks too often, and anyone may, must not use up the connections of those who work. */
    @Test
    void manyWhoAskAtOnceAreNoLoad() throws Exception {
        ServerProcess server = processes.start(data);
        Callable<Integer> ask = () -> health(server);
        assertThat(InFlight.atMost(AT_ONCE, Collections.nCopies(2 * AT_ONCE, ask)))
                .containsOnly(200);
        assertThat(server.postgresLog()).doesNotContain("too many clients");
    }

    private static void killIfThere(ServerProcess server) {
        try {
            server.killPostgres();
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            // It is between two lives.
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static int health(ServerProcess server) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/health")).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
