package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be done is one clear line and an exit code, and leaves no trace; help and version tell what there is. */
class CommandLineTest {

    private static final int USAGE = 2;
    private static final int FAILED = 1;

    @TempDir
    private Path directory;

    @AfterEach
    void nothingWasMade() throws Exception {
        try (Stream<Path> made = Files.list(directory)) {
            assertThat(made).isEmpty();
        }
    }

    static final List<Arguments> NONSENSE = List.of(
            Arguments.of("There is no command 'swerve'", List.of("swerve")),
            Arguments.of("'--colour'", List.of("--colour")),
            Arguments.of("'--colour'", List.of("serve", "--colour")),
            Arguments.of("'now'", List.of("serve", "now")),
            Arguments.of("a port is a number from 0 to 65535, not 'http'", List.of("serve", "--port", "http")),
            Arguments.of("a port is a number from 0 to 65535, not '70000'", List.of("serve", "--port", "70000")),
            Arguments.of("a port is a number from 0 to 65535, not '-1'", List.of("serve", "--port=-1")),
            Arguments.of("'--port'", List.of("serve", "--port")),
            Arguments.of("there is no address :::", List.of("serve", "--bind", ":::")),
            Arguments.of("not invoices.example.org", List.of("serve", "--base-url", "invoices.example.org")),
            Arguments.of("not ftp://example.org", List.of("serve", "--base-url", "ftp://example.org")),
            Arguments.of("not http://a b", List.of("serve", "--base-url", "http://a b")),
            Arguments.of("--seconds must be between 0.1 and 600, not 0", List.of("bench", "--seconds", "0")),
            Arguments.of("--rounds must be between 1 and 100, not 101", List.of("bench", "--rounds=101")),
            Arguments.of("--in-flight must be between 1 and 4096, not 0", List.of("bench", "--in-flight", "8,0")),
            Arguments.of("--companies must be between 1 and 5000, not -1", List.of("bench", "--companies=-1")),
            Arguments.of("--fill must be between 0 and 100000000", List.of("bench", "--fill", "100000001")),
            Arguments.of("'many'", List.of("bench", "--in-flight", "many")),
            Arguments.of("--report must be a file", List.of("bench", "--report", "nowhere/report.md")),
            Arguments.of("--lines must be 0 or more", List.of("verify", "--lines=-1")),
            Arguments.of("FILE|DIR", List.of("backup")),
            Arguments.of("BACKUP", List.of("restore")),
            Arguments.of("say create, list or revoke", List.of("token")),
            Arguments.of("There is no command 'borrow'", List.of("token", "borrow")),
            Arguments.of("'all' is not a", List.of("token", "revoke", "all")),
            Arguments.of("ID", List.of("token", "revoke")));

    @ParameterizedTest
    @FieldSource("NONSENSE")
    void argumentsThatMakeNoSense(String told, List<String> arguments) {
        CommandRun run = CommandRun.here(arguments.toArray(String[]::new)).expectRefused(USAGE, told, "--help");
        assertThat(run.out()).isEmpty();
    }

    static Stream<Arguments> tokens() {
        return Stream.of(
                        "0123456789012345678901234567890",
                        "with spaces in it, but long enough otherwise",
                        "a-tab-\tin-the-middle-of-forty-characters-xyz")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aFirstTokenThatIsTooEasy(String token) throws Exception {
        CommandRun run = run(Map.of("SEQUITUR_TOKEN", token), "serve", "--port", "0")
                .expectRefused(USAGE, "SEQUITUR_TOKEN", "32 to 255 characters", "without spaces");
        assertThat(run.err()).doesNotContain(token);
    }

    @Test
    void variablesThatMakeNoSense() throws Exception {
        run(Map.of("SEQUITUR_PORT", "http"), "serve").expectRefused(USAGE, "not 'http'");
        run(Map.of("SEQUITUR_BASE_URL", "nowhere"), "serve").expectRefused(USAGE, "not nowhere");
        // An address that documentation has to itself (RFC 5737).
        run(Map.of("SEQUITUR_BIND", "203.0.113.7", "SEQUITUR_PORT", "0"), "serve")
                .expectRefused(FAILED, "203.0.113.7 cannot be served on");
    }

    @Test
    void withoutACommandTheUsageIsShown() throws Exception {
        CommandRun run = run(Map.of());
        assertThat(run.status()).isEqualTo(USAGE);
        assertThat(run.out()).contains("Usage: sequitur").contains("serve", "demo", "token");
    }

    @Test
    void aPortInUseIsToldBeforeAnythingIsMade() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String port = Integer.toString(taken.getLocalPort());
            run(Map.of(), "serve", "--port", port).expectRefused(FAILED, "Port " + port, "--port");
        }
    }

    @Test
    void aDatabaseThatCannotBeReached() throws Exception {
        String url = "postgres://me:s3cret@127.0.0.1:" + closedPort() + "/invoices";
        for (String[] command : new String[][] {{"serve", "--port", "0"}, {"token", "list"}}) {
            CommandRun run = run(Map.of("SEQUITUR_DATABASE_URL", url), command)
                    .expectRefused(FAILED, "me at jdbc:postgresql://127.0.0.1", "cannot be reached");
            assertThat(run.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void aDatabaseAddressThatCannotBeRead() throws Exception {
        CommandRun run = run(Map.of(), "serve", "--port", "0", "--database-url", "mysql://me:s3cret@127.0.0.1/invoices")
                .expectRefused(FAILED, "The database's address cannot be read");
        assertThat(run.toString().replace(run.arguments().toString(), "")).doesNotContain("s3cret");
    }

    @Test
    void tokensOfAServerThatNeverWas() throws Exception {
        run(Map.of(), "token", "list")
                .expectRefused(FAILED, "no data", directory.resolve("data").toString());
        run(Map.of(), "token", "create", "--data", "elsewhere").expectRefused(FAILED, "no data", "elsewhere");
    }

    static final List<Arguments> HELP = List.of(
            Arguments.of(List.of(), List.of("--help", "--version", "serve", "demo", "token")),
            Arguments.of(
                    List.of("serve"),
                    List.of(
                            "--port=PORT",
                            "SEQUITUR_PORT. Default: 8080",
                            "--bind=ADDRESS",
                            "SEQUITUR_BIND. Default: 127.0.0.1",
                            "--data=DIR",
                            "SEQUITUR_DATA. Default: data",
                            "--database-url=URL",
                            "Environment: SEQUITUR_DATABASE_URL",
                            "postgresql://user:password@host:5432/name",
                            "the embedded one, which is the default",
                            "--base-url=URL",
                            "Environment: SEQUITUR_BASE_URL",
                            "Default: http://localhost:PORT",
                            "SEQUITUR_TOKEN",
                            "32 to 255 characters",
                            "143",
                            "SIGTERM",
                            "130",
                            "SIGINT")),
            Arguments.of(List.of("token"), List.of("create", "list", "revoke")),
            Arguments.of(
                    List.of("token", "create"),
                    List.of(
                            "--name=NAME", "Default: script",
                            "--user=EMAIL", "Default: the owner",
                            "--company=SUBDOMAIN", "Default: the only one there is",
                            "--data=DIR", "SEQUITUR_DATA. Default: data",
                            "--database-url=URL", "SEQUITUR_DATABASE_URL")),
            Arguments.of(List.of("token", "list"), List.of("SEQUITUR_DATA. Default: data", "SEQUITUR_DATABASE_URL")),
            Arguments.of(
                    List.of("token", "revoke"), List.of("ID", "SEQUITUR_DATA. Default: data", "SEQUITUR_DATABASE_URL")),
            Arguments.of(
                    List.of("backup"),
                    List.of(
                            "FILE|DIR",
                            "--attachments-directory=DIR",
                            "Environment: SEQUITUR_ATTACHMENTS_DIRECTORY",
                            "--no-attachments",
                            "--overwrite",
                            "SEQUITUR_DATA. Default: data")),
            Arguments.of(
                    List.of("restore"),
                    List.of("BACKUP", "--no-verify", "--attachments-directory=DIR", "SEQUITUR_DATABASE_URL")),
            Arguments.of(
                    List.of("demo"),
                    List.of(
                            "--invoices=N",
                            "500",
                            "--in-flight=N",
                            "64",
                            "--url=URL",
                            "--token=TOKEN",
                            "SEQUITUR_TOKEN")));

    @ParameterizedTest
    @FieldSource("HELP")
    void helpTellsEveryOptionItsVariableAndItsDefault(List<String> command, List<String> told) {
        CommandRun run = CommandRun.here(with(command, "--help")).expectDone();
        assertThat(run.out()).contains(told);
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void everyCommandTellsTheVersion() throws Exception {
        for (List<String> command : List.of(List.<String>of(), List.of("serve"), List.of("token", "list"))) {
            CommandRun run = run(Map.of(), with(command, "--version")).expectDone();
            assertThat(run.out()).startsWith("Sequitur ").hasLineCount(1);
        }
    }

    private CommandRun run(Map<String, String> environment, String... arguments) throws Exception {
        return CommandRun.in(directory, environment, arguments);
    }

    private static String[] with(List<String> command, String option) {
        return Stream.concat(command.stream(), Stream.of(option)).toArray(String[]::new);
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
