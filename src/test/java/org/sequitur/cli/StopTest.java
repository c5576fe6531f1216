package org.sequitur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.crash.UnderLoad;

/** A server that is told to stop finishes what it was asked, puts its database to bed and goes. */
class StopTest {

    /** 128 and the number of the signal, as shells have it. */
    private static final int ENDED_BY_INT = 130;

    private static final int ENDED_BY_TERM = 143;
    private static final int IN_FLIGHT = 12;

    @TempDir
    private Path data;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void whatWasBegunBeforeTermIsFinished() throws Exception {
        ServerProcess server = processes.start(data);
        String contact = server.client().newContact("Harbour Mills");
        List<HalfRequest> requests = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT; i++) {
            requests.add(HalfRequest.begin(server, contact));
        }

        KeptConnection kept = new KeptConnection(connect(server));
        assertThat(kept.head()).contains("HTTP/1.1 200");

        server.signal("TERM");
        ServerProcess.awaitThat("no new connections", () -> isRefused(server));
        assertThat(kept.head())
                .as("what comes on an open connection is put off or cut off, not called wrong")
                .matches("(?s)[^H]*|.*HTTP/1.1 503.*Retry-After: .*");
        for (HalfRequest request : requests) {
            assertThat(request.finish()).contains("HTTP/1.1 201").contains("\"reference\":\"");
        }

        assertThat(server.awaitEnd()).isEqualTo(ENDED_BY_TERM);
        assertThat(server.lines().getLast()).isEqualTo("Stopped.");
        server.awaitNoPostgres();
        assertThat(server.postgresLog()).contains("database system is shut down");
        ServerProcess next = processes.start(data);
        assertThat(next.client().invoices())
                .extracting(invoice -> invoice.path("reference").stringValue(""))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, IN_FLIGHT)
                        .mapToObj("%03d"::formatted)
                        .toList());
        assertNoRecovery(next);
    }

    @Test
    void nothingAcknowledgedIsLostByCtrlCUnderLoad() throws Exception {
        ServerProcess server = processes.start(ServerStart.on(data).through(heedingInterrupts()));
        UnderLoad load = new UnderLoad(server.client().newContact("Harbour Mills"));
        load.begin(server.client());
        ServerProcess.awaitThat("some creates", () -> load.acknowledged() >= 300);

        server.signal("INT");
        assertThat(server.awaitEnd()).isEqualTo(ENDED_BY_INT);
        load.stop();
        server.awaitNoPostgres();

        ServerProcess next = processes.start(data);
        load.check(next.client());
        assertNoRecovery(next);
    }

    @Test
    void aRequestThatNeverEndsDoesNotKeepTheServer() throws Exception {
        ServerProcess server = processes.start(data);
        String contact = server.client().newContact("Harbour Mills");
        try (HalfRequest endless = HalfRequest.begin(server, contact)) {
            server.signal("TERM");
            assertThat(server.awaitEnd()).isEqualTo(ENDED_BY_TERM);
            assertThat(endless.isOpen()).isTrue();
        }
        server.awaitNoPostgres();
        ServerProcess next = processes.start(data);
        assertThat(next.client().invoices()).isEmpty();
        assertNoRecovery(next);
    }

    @Test
    void aStartThatIsInterruptedCanBeRepeated() throws Exception {
        ServerProcess server = processes.launch(ServerStart.on(data));
        ServerProcess.awaitThat("the beginning", () -> server.output().contains("Starting"));
        server.signal("TERM");
        assertThat(server.awaitEnd()).isEqualTo(ENDED_BY_TERM);
        processes.start(data).client().get("company").expect(200);
    }

    @Test
    void aStopAmidTheFirstWelcomeLetsItEnd() throws Exception {
        ServerStart start = ServerStart.on(data)
                .withVariable("SEQUITUR_OWNER_EMAIL", "ada@example.com")
                .withVariable("SEQUITUR_OWNER_PASSWORD", "a harbour of seven mills");
        ServerProcess server = processes.launch(start);
        ServerProcess.awaitThat("the welcome", () -> server.output().contains("Base URL"));
        server.signal("TERM");

        assertThat(server.awaitEnd()).isEqualTo(ENDED_BY_TERM);
        assertThat(server.lines().getLast()).isEqualTo("Stopped.");
        assertThat(server.output()).contains("Sequitur is ready").doesNotContain("Exception");
        server.awaitNoPostgres();
        ServerProcess next = processes.start(start);
        assertNoRecovery(next);
        next.client().get("company").expect(200);
    }

    private static void assertNoRecovery(ServerProcess server) throws IOException {
        assertThat(server.postgresLog())
                .contains("database system was shut down at")
                .doesNotContain("was not properly shut down")
                .doesNotContain("was interrupted");
    }

    private static boolean isRefused(ServerProcess server) throws IOException {
        try {
            connect(server).close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    private static Socket connect(ServerProcess server) throws IOException {
        URI address = URI.create(server.baseUrl());
        return new Socket(address.getHost(), address.getPort());
    }

    /** Whoever runs the tests in the background of a script has them ignore SIGINT, and all that they start. */
    private static List<String> heedingInterrupts() throws Exception {
        List<String> perl = List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV;");
        List<String> env = List.of("env", "--default-signal=INT");
        return runs(perl) ? perl : runs(env) ? env : List.of();
    }

    private static boolean runs(List<String> launcher) throws InterruptedException {
        List<String> words = new ArrayList<>(launcher);
        words.add("true");
        try {
            return new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A connection for one question after the other. */
    private record KeptConnection(Socket socket) {

        /** Asks after the server's health; answers the head of the response, or what there was before the connection ended. */
        String head() {
            StringBuilder answer = new StringBuilder();
            try {
                socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
                int next = socket.getInputStream().read();
                while (next >= 0) {
                    answer.append((char) next);
                    // What is left of a body stands before the next head, and does no harm there.
                    next = answer.indexOf("\r\n\r\n") < 0
                            ? socket.getInputStream().read()
                            : -1;
                }
            } catch (IOException e) {
                // It is cut off.
            }
            return answer.toString();
        }
    }

    /** A create that the server has begun to answer and whose body is still to come. */
    private record HalfRequest(Socket socket, BufferedReader answer, String body) implements AutoCloseable {

        static HalfRequest begin(ServerProcess server, String contact) throws IOException {
            Socket socket = connect(server);
            String body = """
                    {"contact":"%s","dated_on":"2026-03-02","payment_terms_in_days":14,
                     "invoice_items":[{"description":"Work","quantity":1,"price":"10.0"}]}
                    """.formatted(contact);
            String head = """
                    POST /v2/invoices HTTP/1.1
                    Host: localhost
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Content-Length: %d
                    Expect: 100-continue
                    Connection: close

                    """.formatted(ServerProcess.TOKEN, body.length()).replace("\n", "\r\n");
            socket.getOutputStream().write(head.getBytes(UTF_8));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 100");
            return new HalfRequest(socket, answer, body);
        }

        String finish() throws IOException {
            try (socket) {
                socket.getOutputStream().write(body.getBytes(UTF_8));
                return String.join("\n", answer.lines().toList());
            }
        }

        boolean isOpen() {
            return !socket.isClosed();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
