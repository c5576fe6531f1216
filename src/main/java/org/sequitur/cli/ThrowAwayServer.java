package org.sequitur.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sequitur.store.TemporaryDirectory;

/** A server of the same program in a process of its own, with data in a temporary directory that goes when it is closed. */
final class ThrowAwayServer implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Sequitur is ready at (http\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LAST_LINES = 5;

    private final TemporaryDirectory data;
    private final String token;
    private final List<String> options;
    private final Thread undertaker = new Thread(this::stopAndRemove, "throw-away-server-stop");
    private volatile Life life;

    private ThrowAwayServer(TemporaryDirectory data, String token, List<String> options) throws IOException {
        this.data = data;
        this.token = token;
        this.options = options;
        this.life = new Life(command(0));
    }

    /**
     * Starts it with the options that this Java virtual machine was started with, and some more.
     *
     * @param options for its virtual machine; they win over this one's
     */
    static ThrowAwayServer start(String... options) throws IOException, InterruptedException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
        TemporaryDirectory data = TemporaryDirectory.create("sequitur-demo-");
        ThrowAwayServer server = new ThrowAwayServer(data, token, List.of(options));
        Runtime.getRuntime().addShutdownHook(server.undertaker);
        try {
            server.life.awaitReady();
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    URI address() {
        return life.address.join();
    }

    String token() {
        return token;
    }

    /** Ends its process with SIGKILL: nothing is finished, nobody is told. */
    void kill() throws InterruptedException {
        life.process.destroyForcibly().waitFor();
    }

    /** After {@link #kill}: starts it again on the same data and the same port, and waits until it is ready. */
    void startAgain() throws IOException, InterruptedException {
        int port = address().getPort();
        life = new Life(command(port));
        life.awaitReady();
    }

    /** Stops it in good order, and waits until all that its end brings about is done. */
    void stop() throws IOException, InterruptedException {
        life.process.toHandle().destroy(); // Process.destroy() would close the pipe into which it still speaks
        if (!life.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(
                    "the throw-away server had not stopped after " + PATIENCE.toSeconds() + " s" + life.lastLines());
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(undertaker);
        stopAndRemove();
    }

    private ProcessBuilder command(int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Not properties and agents: they are meant for one process, or name a port that only one can have.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("--"))
                .forEach(command::add);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of("org.sequitur.Sequitur", "serve", "--port", Integer.toString(port), "--data"));
        command.add(data.path().resolve("data").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What is set for the user's own server, above all its database, is no business of this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("SEQUITUR_"));
        builder.environment().put("SEQUITUR_TOKEN", token);
        return builder;
    }

    private void stopAndRemove() {
        Process process = life.process;
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        data.close();
    }

    /** One life of its process. */
    private static final class Life {

        private final Process process;
        private final CompletableFuture<URI> address = new CompletableFuture<>();
        private final Deque<String> output = new ArrayDeque<>();

        Life(ProcessBuilder command) throws IOException {
            process = command.start();
            Thread.ofVirtual().name("throw-away-server-output").start(this::readOutput);
        }

        void awaitReady() throws IOException, InterruptedException {
            try {
                address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IOException(
                        "the throw-away server was not ready after " + PATIENCE.toSeconds() + " s" + lastLines(), e);
            } catch (ExecutionException e) {
                throw new IOException("the throw-away server did not start" + lastLines(), e);
            }
        }

        private void readOutput() {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    remember(line);
                    Matcher ready = READY.matcher(line);
                    if (ready.find()) {
                        address.complete(URI.create(ready.group(1)));
                    }
                }
                address.completeExceptionally(new IOException("the output ended"));
            } catch (IOException | IllegalArgumentException e) {
                address.completeExceptionally(e);
            }
        }

        private synchronized void remember(String line) {
            output.addLast(line);
            if (output.size() > LAST_LINES) {
                output.removeFirst();
            }
        }

        synchronized String lastLines() {
            return output.isEmpty() ? "" : "; it last said: " + String.join(" / ", output);
        }
    }
}
