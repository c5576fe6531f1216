package org.sequitur.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sequitur.FreePort;
import org.sequitur.OutsideProgram;
import org.sequitur.ServerProcess;

/** HAProxy with the configuration that the documentation shows; only addresses are others. */
final class HaProxy implements AutoCloseable {

    private static final Path EXAMPLE = Path.of("examples", "haproxy", "haproxy.cfg");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path output;
    private final int port;
    private final int statePort;

    private HaProxy(Process process, Path output, int port, int statePort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.statePort = statePort;
    }

    /** Returns when it answers. */
    static HaProxy start(String program, Path directory, int one, int two) throws Exception {
        int port = FreePort.find();
        int statePort = FreePort.find();
        String configuration = Files.readString(EXAMPLE);
        Map<String, String> addresses = Map.of(
                "bind :8000", "bind 127.0.0.1:" + port,
                "bind 127.0.0.1:8404", "bind 127.0.0.1:" + statePort,
                "10.0.0.11:8080", "127.0.0.1:" + one,
                "10.0.0.12:8080", "127.0.0.1:" + two);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            assertThat(configuration).containsOnlyOnce(address.getKey());
            configuration = configuration.replace(address.getKey(), address.getValue());
        }
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
        Path output = directory.resolve("haproxy.out");
        Process process = new ProcessBuilder(program, "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        HaProxy balancer = new HaProxy(process, output, port, statePort);
        try {
            balancer.awaitUp("one");
            balancer.awaitUp("two");
            return balancer;
        } catch (AssertionError e) {
            balancer.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    /** Waits until requests are sent to this server. */
    void awaitUp(String server) throws InterruptedException {
        ServerProcess.awaitThat(
                "the balancer to know server " + server, () -> state(server).equals("UP"));
    }

    /** {@code UP}, {@code DOWN}, or on the way from one to the other. */
    private String state(String server) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("HAProxy has ended: " + Files.readString(output));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + statePort + "/;csv"))
                .build();
        List<String> rows;
        try {
            rows = HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList();
        } catch (IOException e) {
            return "";
        }
        int column = List.of(rows.getFirst().split(",", -1)).indexOf("status");
        return rows.stream()
                .filter(row -> row.startsWith("sequitur," + server + ","))
                .map(row -> row.split(",", -1)[column])
                .findFirst()
                .orElse("");
    }

    /** Where it is; without it the test is left out. */
    static String orLeaveOut(String test) throws InterruptedException {
        // Not every user has the second directory on the path.
        for (String program : List.of("haproxy", "/usr/sbin/haproxy")) {
            if (OutsideProgram.answers(program, "-v")) {
                return program;
            }
        }
        OutsideProgram.leaveOut(test, "haproxy was not found on the PATH");
        return "";
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
