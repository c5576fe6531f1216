package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.TestDatabase;
import org.sequitur.V2Client;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;

/** How a server starts: what it says, whom it obeys, and when it declines without harm. */
class ServeCommandTest {

    private static final int FAILED = 1;
    private static final String NEWER = "V99999";

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void theFirstStartTellsHowToGetInAndTheSecondDoesNot() throws Exception {
        ServerProcess server =
                processes.start(ServerStart.on(temporary).fromNothing().withoutToken());
        String base = "http://localhost:" + URI.create(server.baseUrl()).getPort() + "/v2";
        assertThat(server.output()).contains("Base URL   " + base).containsOnlyOnce("shown only this once");
        assertThat(server.lines().getLast()).isEqualTo("Sequitur is ready at " + server.baseUrl());
        String token = tokenIn(server).getFirst();

        assertThat(create(server, Map.of())).contains("\"reference\":\"001\"");
        V2Client client = new V2Client(server.baseUrl(), token);
        assertThat(client.invoices()).hasSize(1);
        server.signal("TERM");
        server.awaitEnd();

        ServerProcess second = processes.start(ServerStart.on(temporary).withoutToken());
        assertThat(second.output()).doesNotContain(token).doesNotContain("curl").contains("token create");
        assertThat(tokenIn(second)).isEmpty();
        assertThat(new V2Client(second.baseUrl(), token).invoices()).hasSize(1);
    }

    @Test
    void aTokenThatWasGivenIsNotRepeated() throws Exception {
        ServerProcess server = processes.start(ServerStart.on(temporary));
        assertThat(server.output()).doesNotContain(ServerProcess.TOKEN).contains("$SEQUITUR_TOKEN");
        assertThat(create(server, Map.of("SEQUITUR_TOKEN", ServerProcess.TOKEN)))
                .contains("\"reference\":\"001\"");
    }

    @Test
    void variablesAreObeyed() throws Exception {
        int port = freePort();
        ServerProcess server = processes.start(ServerStart.bare(temporary.resolve("chosen"))
                .withVariable("SEQUITUR_PORT", Integer.toString(port))
                .withVariable("SEQUITUR_DATA", temporary.resolve("chosen").toString())
                .withVariable("SEQUITUR_BASE_URL", "https://invoices.example.org/books/")
                .withVariable("SEQUITUR_BIND", "")
                .withVariable("SEQUITUR_DATABASE_URL", "")
                .withVariable("SEQUITUR_TOKEN", ServerProcess.TOKEN));
        assertThat(server.baseUrl()).isEqualTo("http://127.0.0.1:" + port);
        assertThat(server.output()).contains("Base URL   https://invoices.example.org/books/v2\n");
        assertThat(temporary.resolve("chosen/postgres")).isDirectory();
        assertThat(newContact(server)).startsWith("https://invoices.example.org/books/v2/contacts/");
    }

    @Test
    void optionsWinOverVariables() throws Exception {
        ServerProcess server = processes.start(ServerStart.on(temporary.resolve("chosen"))
                .with("--bind", "127.0.0.1", "--base-url", "https://option.example.org")
                .withVariable("SEQUITUR_PORT", "none")
                .withVariable("SEQUITUR_DATA", temporary.resolve("other").toString())
                .withVariable("SEQUITUR_BIND", "203.0.113.7")
                .withVariable("SEQUITUR_BASE_URL", "https://variable.example.org"));
        assertThat(temporary.resolve("other")).doesNotExist();
        assertThat(newContact(server)).startsWith("https://option.example.org/v2/contacts/");
    }

    @Test
    void twoServersThatStartTogetherOnOneDatabaseFoundOneCompany() throws Exception {
        try (TestDatabase postgres = TestDatabase.fromNothing(temporary.resolve("database"))) {
            String url = postgres.url();
            ServerStart unused =
                    ServerStart.on(temporary.resolve("unused")).fromNothing().withoutToken();
            List<ServerProcess> both = List.of(
                    processes.launch(unused.withVariable("SEQUITUR_DATABASE_URL", url)),
                    processes.launch(unused.with("--database-url", url)
                            .withVariable("SEQUITUR_DATABASE_URL", "postgres://127.0.0.1:1/nowhere")));
            List<String> tokens = new ArrayList<>();
            for (ServerProcess server : both) {
                server.awaitReady();
                tokens.addAll(tokenIn(server));
            }

            assertThat(tokens).hasSize(1);
            assertThat(temporary.resolve("unused")).doesNotExist();
            for (String table : List.of("company", "users", "access_token", "contact")) {
                assertThat(ask(postgres.address(), "SELECT count(*) FROM " + table))
                        .as(table)
                        .containsExactly("1");
            }
            for (ServerProcess server : both) {
                new V2Client(server.baseUrl(), tokens.getFirst()).get("company").expect(200);
            }
        }
    }

    @Test
    void aSecondServerOnOneDataDirectoryLeavesTheFirstAlone() throws Exception {
        ServerProcess first = processes.start(temporary.resolve("data"));
        serve(temporary.resolve("data"))
                .expectRefused(FAILED, "in use by another Sequitur (process " + first.pid() + ")");
        first.client().newContact("Harbour Mills");
        first.client().get("company").expect(200);
    }

    @Test
    void aDataDirectoryThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "precious");
        serve(file).expectRefused(FAILED, file + " is a file, not a directory");
        serve(file.resolve("below")).expectRefused(FAILED, file.toString());
        assertThat(file).hasContent("precious");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void dataOfANewerSequiturAreLeftAsTheyAre() throws Exception {
        Path data = temporary.resolve("data");
        List<String> before;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            Database.open(postgres.address()).close();
            execute(postgres.address(), """
                    INSERT INTO flyway_schema_history
                    SELECT installed_rank + 1, '99999', 'from the future', type, 'V99999__from_the_future.sql',
                           1, installed_by, now(), 1, true
                    FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1
                    """);
            before = contents(postgres.address());
        }
        assertThat(before).anyMatch(row -> row.contains(NEWER));

        serve(data).expectRefused(FAILED, "written by a newer Sequitur; nothing was changed", "99999");
        CommandRun.in(temporary, Map.of(), "token", "list", "--data", data.toString())
                .expectRefused(FAILED, "written by a newer Sequitur; nothing was changed", "99999");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(contents(postgres.address())).isEqualTo(before);
            CommandRun.in(temporary, Map.of(), "serve", "--port", "0", "--database-url", postgresql(postgres.address()))
                    .expectRefused(FAILED, "written by a newer Sequitur; nothing was changed", "99999");
            assertThat(contents(postgres.address())).isEqualTo(before);
        }
    }

    @Test
    void aSettingThatMakesNoSenseIsTold() throws Exception {
        serveWith("SEQUITUR_QUEUE_WAIT", "soon").expectRefused(FAILED, "A setting cannot be read", "soon");
        serveWith("SEQUITUR_BATCH_SIZE", "0").expectRefused(FAILED, "A setting cannot be used", "at least one request");
    }

    private CommandRun serveWith(String variable, String value) throws Exception {
        return CommandRun.in(
                temporary,
                Map.of(variable, value),
                "serve",
                "--port",
                "0",
                "--data",
                temporary.resolve("data").toString());
    }

    private CommandRun serve(Path data) throws Exception {
        return CommandRun.in(temporary, Map.of(), "serve", "--port", "0", "--data", data.toString());
    }

    private static String newContact(ServerProcess server) throws Exception {
        return server.client()
                .post("contacts", "{\"contact\":{\"organisation_name\":\"Harbour Mills\"}}")
                .expect(201)
                .header("Location");
    }

    private static List<String> tokenIn(ServerProcess server) {
        List<String> tokens = new ArrayList<>();
        Matcher token =
                Pattern.compile("^ *Token +(\\S{32,}) ", Pattern.MULTILINE).matcher(server.output());
        while (token.find()) {
            tokens.add(token.group(1));
        }
        return tokens;
    }

    /** Does what the server's output says; answers the body of the response. */
    private static String create(ServerProcess server, Map<String, String> environment) throws Exception {
        String output = server.output();
        String command =
                output.substring(output.indexOf("    curl "), output.indexOf("'\n", output.indexOf(" -d '")) + 1);
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command);
        shell.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        shell.environment().putAll(environment);
        CommandRun run = CommandRun.of(List.of(command), shell);
        int notFound = 127;
        return run.status() == notFound ? sendWithoutCurl(command, environment) : run.out();
    }

    private static String sendWithoutCurl(String command, Map<String, String> environment) throws Exception {
        String token = found("Bearer ([^\"]+)", command);
        HttpRequest request = HttpRequest.newBuilder(URI.create(found("curl (\\S+)", command)))
                .header(
                        "Authorization",
                        "Bearer " + (token.startsWith("$") ? environment.get(token.substring(1)) : token))
                .header("Content-Type", found("Content-Type: ([^']+)", command))
                .POST(HttpRequest.BodyPublishers.ofString(found("-d '([^']+)'", command)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static String postgresql(DatabaseAddress address) {
        return TestDatabase.urlOf(address);
    }

    /** The history of the schema and all tables with their columns. */
    private static List<String> contents(DatabaseAddress address) throws SQLException {
        List<String> contents = new ArrayList<>(ask(address, "SELECT h::text FROM flyway_schema_history h ORDER BY 1"));
        contents.addAll(ask(
                address,
                "SELECT concat_ws(' ', table_name, column_name, data_type) FROM information_schema.columns"
                        + " WHERE table_schema = 'public' ORDER BY 1"));
        return contents;
    }

    private static List<String> ask(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        }
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
