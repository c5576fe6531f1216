package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.V2Client;

/** Tokens are made, listed and revoked, beside a running server and without one. */
class TokenCommandTest {

    private static final int FAILED = 1;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void besideARunningServer() throws Exception {
        ServerProcess server = processes.start(data());
        String token = created("--name", "printer");
        client(server, token).get("company").expect(200);
        assertThat(listed(token)).hasSize(3).anyMatch(row -> row.contains(" printer "));

        revoke("printer", token);
        ServerProcess.awaitThat(
                "the end of the token",
                () -> client(server, token).get("company").status() == 401);
        server.client().get("company").expect(200);
        assertDeclined();
    }

    @Test
    void withoutAServer() throws Exception {
        ServerProcess first = processes.start(data());
        first.signal("TERM");
        first.awaitEnd();

        String kept = created("--user", "OWNER@example.com", "--company", "mycompany");
        String revoked = created("--name", "old");
        revoke("old", revoked);
        assertThat(listed(kept)).hasSize(4);
        assertDeclined();

        ServerProcess second = processes.start(data());
        client(second, kept).get("company").expect(200);
        client(second, revoked).get("company").expect(401);
        assertThat(second.postgresLog()).doesNotContain(kept).doesNotContain(revoked);
    }

    private void assertDeclined() throws Exception {
        token("create", "--user", "nobody@example.com").expectRefused(FAILED, "no such user");
        token("create", "--company", "nowhere").expectRefused(FAILED, "no such user or company");
        token("revoke", "5").expectRefused(FAILED, "no token 5");
        assertThat(token("list").out()).doesNotContain("nobody");
    }

    /** By a process of its own. Answers the secret, which is all that is printed. */
    private String created(String... options) throws Exception {
        String[] arguments =
                Stream.concat(Stream.of("token", "create"), Stream.of(options)).toArray(String[]::new);
        String printed = CommandRun.in(temporary, Map.of("SEQUITUR_DATA", data().toString()), arguments)
                .expectDone()
                .out();
        assertThat(printed).matches("\\S{32,}\\R");
        return printed.strip();
    }

    private List<String> listed(String secret) throws Exception {
        String printed = token("list").expectDone().out();
        assertThat(printed).doesNotContain(secret).doesNotContain(ServerProcess.TOKEN);
        return printed.lines().toList();
    }

    private void revoke(String name, String secret) throws Exception {
        String id = listed(secret).stream()
                .filter(row -> row.contains(" " + name + " "))
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];
        token("revoke", id).expectDone();
        token("revoke", id).expectRefused(FAILED, "no token " + id + " that could be revoked");
    }

    private CommandRun token(String... arguments) {
        return CommandRun.here(Stream.of(List.of("token"), List.of(arguments), List.of("--data", data().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private static V2Client client(ServerProcess server, String token) {
        return new V2Client(server.baseUrl(), token);
    }
}
