package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.monitoring.Scrape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a server as whoever runs it sees it. */
class LogProcessTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FAILED = 1;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void asJsonEachLineIsAnObjectAndARestartOfPostgresIsLoggedAndCounted() throws Exception {
        ServerProcess server = processes.start(ServerStart.on(temporary.resolve("data"))
                .withVariable("SEQUITUR_LOGGING", "json")
                .withVariable("SEQUITUR_ACCESS_LOG", "true")
                .withVariable("LOGGING_LEVEL_ORG_SEQUITUR", "TRACE")
                // Of another program, as may be set where a person works.
                .withVariable("DEBUG", "1"));
        server.client().with("X-Request-Id", "the-first").get("company").expect(200);
        server.killPostgres();
        awaitThat(
                "PostgreSQL is back", () -> Scrape.of(server.baseUrl()).value("sequitur_postgres_restarts_total") == 1);
        awaitThat("its end is logged", () -> messages(server).stream().anyMatch(line -> line.contains("is back")));
        List<JsonNode> lines = objects(server);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("@timestamp").asString()).endsWith("Z");
            assertThat(line.at("/log/level").asString()).isNotEmpty();
            assertThat(line.path("message").asString()).isNotEmpty();
        });
        assertThat(lines)
                .filteredOn(line -> line.path("request_id").asString("").equals("the-first"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/log/logger").asString()).isEqualTo("org.sequitur.access");
                    assertThat(line.path("route").asString()).isEqualTo("/v2/company");
                    assertThat(line.path("status").asInt()).isEqualTo(200);
                });
        assertThat(messages(server)).anyMatch(line -> line.contains("has died"));
    }

    /** All that was printed after the server was ready is its log. */
    private static List<JsonNode> objects(ServerProcess server) {
        return server.lines().stream()
                .dropWhile(line -> !line.startsWith("Sequitur is ready"))
                .skip(1)
                .map(JSON::readTree)
                .toList();
    }

    private static List<String> messages(ServerProcess server) {
        return objects(server).stream()
                .map(line -> line.path("message").asString())
                .toList();
    }

    @Test
    void asTextALineHasTheIdOfItsRequest() throws Exception {
        ServerProcess server =
                processes.start(ServerStart.on(temporary.resolve("data")).withVariable("SEQUITUR_ACCESS_LOG", "true"));
        server.client().with("X-Request-Id", "the-first").get("company").expect(200);
        awaitThat("it is logged", () -> server.output().contains("the-first"));
        assertThat(server.lines())
                .filteredOn(line -> line.contains("the-first"))
                .singleElement()
                .asString()
                .matches("[-0-9T:.]+(Z|[-+][0-9:]+) INFO  access \\[the-first] - GET /v2/company 200 .*");
    }

    @Test
    void whatCannotBeLoggedEndsTheStartWithOneLine() throws Exception {
        Path data = temporary.resolve("data");
        serveWith(data, "SEQUITUR_LOGGING", "xml").expectRefused(FAILED, "sequitur.logging must be text or json");
        serveWith(data, "LOGGING_LEVEL_ROOT", "DEBUG").expectRefused(FAILED, "logging.level.root cannot be DEBUG");
    }

    private CommandRun serveWith(Path data, String variable, String value) throws Exception {
        return CommandRun.in(temporary, Map.of(variable, value), "serve", "--port", "0", "--data", data.toString());
    }
}
