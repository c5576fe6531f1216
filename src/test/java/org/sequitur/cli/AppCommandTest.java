package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;

/** Apps are registered, listed and deleted, and their secrets changed; a secret is printed once and logged nowhere. */
class AppCommandTest {

    private static final int FAILED = 1;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void besideARunningServer() throws Exception {
        ServerProcess server = processes.start(data());
        String[] printed = app("create", "Till", "--redirect-uri", "https://till.example/callback")
                .expectDone()
                .out()
                .strip()
                .split("\\s+", -1);
        String id = printed[1];
        String secret = printed[printed.length - 1];
        assertThat(secret).startsWith("seq_secret_");

        String second = app("rotate", id).expectDone().out().strip();
        assertThat(second).startsWith("seq_secret_").isNotEqualTo(secret);
        String listed = app("list").expectDone().out();
        assertThat(listed)
                .contains("Till")
                .contains("https://till.example/callback")
                .doesNotContain(secret)
                .doesNotContain(second);
        assertThat(server.postgresLog()).doesNotContain(secret).doesNotContain(second);

        app("create", "Bad", "--redirect-uri", "http://till.example/").expectRefused(FAILED, "redirect URI");
        app("create", "Bad", "--redirect-uri", "https://till.example/#x").expectRefused(FAILED, "redirect URI");
        app("delete", id).expectDone();
        app("delete", id).expectRefused(FAILED, "no app " + id);
        app("rotate", id).expectRefused(FAILED, "no app " + id);
        assertThat(app("list").expectDone().out()).doesNotContain("Till");
    }

    private CommandRun app(String... arguments) {
        return CommandRun.here(Stream.of(List.of("app"), List.of(arguments), List.of("--data", data().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private Path data() {
        return temporary.resolve("data");
    }
}
