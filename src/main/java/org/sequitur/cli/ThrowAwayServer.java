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
    private final Process process;
    private final String token;
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Deque<String> output = new ArrayDeque<>();
    private final Thread undertaker = new Thread(this::stopAndRemove, "throw-away-server-stop");

    private ThrowAwayServer(TemporaryDirectory data, Process process, String token) {
        this.data = data;
        this.process = process;
        this.token = token;
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
        ProcessBuilder builder = new ProcessBuilder(command(data.path(), options)).redirectErrorStream(true);
        // What is set for the user's own server, above all its database, is no business of this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("SEQUITUR_"));
        builder.environment().put("SEQUITUR_TOKEN", token);
        ThrowAwayServer server = new ThrowAwayServer(data, builder.start(), token);
        Runtime.getRuntime().addShutdownHook(server.undertaker);
        Thread.ofVirtual().name("throw-away-server-output").start(server::readOutput);
        try {
            server.awaitReady();
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    URI address() {
        return address.join();
    }

    String token() {
        return token;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(undertaker);
        stopAndRemove();
    }

    private static List<String> command(Path data, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Not properties and agents: they are meant for one process, or name a port that only one can have.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of("org.sequitur.Sequitur", "serve", "--port", "0", "--data"));
        command.add(data.resolve("data").toString());
        return command;
    }

    private void awaitReady() throws IOException, InterruptedException {
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

    private synchronized String lastLines() {
        return output.isEmpty() ? "" : "; it last said: " + String.join(" / ", output);
    }

    /** Stops it in good order, and waits until all that its end brings about is done. */
    void stop() throws IOException, InterruptedException {
        process.toHandle().destroy(); // Process.destroy() would close the pipe into which it still speaks
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(
                    "the throw-away server had not stopped after " + PATIENCE.toSeconds() + " s" + lastLines());
        }
    }

    private void stopAndRemove() {
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
}
