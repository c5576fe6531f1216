package org.sequitur;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as a user runs it: a process of its own, which may be killed. */
public final class ServerProcess {

    public static final String TOKEN = "a-token-for-tests-that-is-long-enough-0123456789";

    private static final Pattern READY = Pattern.compile("Sequitur is ready at (http\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path data;
    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<String> address = new CompletableFuture<>();

    ServerProcess(Path data, List<String> options) throws IOException {
        this.data = data;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of("org.sequitur.Sequitur", "serve", "--port", "0", "--data", data.toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SEQUITUR_"));
        builder.environment().put("SEQUITUR_TOKEN", TOKEN);
        this.process = builder.start();
        Thread.ofVirtual().start(this::readOutput);
    }

    void awaitReady() throws InterruptedException {
        try {
            address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the server is not ready; it said:\n" + output(), e);
        }
    }

    public V2Client client() {
        return new V2Client(baseUrl(), TOKEN);
    }

    public String baseUrl() {
        return address.join();
    }

    public long pid() {
        return process.pid();
    }

    public String output() {
        return String.join("\n", output.toArray(String[]::new));
    }

    /** {@code kill -9}, and waits until it is dead. */
    public void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill -9} of its PostgreSQL. */
    public void killPostgres() throws IOException {
        String pid = Files.readAllLines(cluster().resolve("postmaster.pid")).getFirst();
        ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
    }

    /** Waits until no PostgreSQL works in the data directory any more. */
    public void awaitNoPostgres() throws InterruptedException {
        awaitThat("no PostgreSQL in " + data, () -> postgresProcesses().isEmpty());
    }

    /** Those whose command line or working directory is of this server's data directory. */
    public List<Long> postgresProcesses() {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.pid() != process.pid() && isOfCluster(handle))
                .map(ProcessHandle::pid)
                .toList();
    }

    public static void awaitThat(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Path cluster() {
        return data.resolve("postgres");
    }

    // The processes of a server rename themselves, but all of them work in its directory; only Linux shows that.
    private boolean isOfCluster(ProcessHandle handle) {
        String name = cluster().toAbsolutePath().toString();
        if (handle.info().commandLine().orElse("").contains(name)) {
            return true;
        }
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + handle.pid() + "/cwd"))
                    .toString()
                    .startsWith(name);
        } catch (IOException e) {
            return false;
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    address.complete(ready.group(1));
                }
            }
            address.completeExceptionally(new IOException("the output ended"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    /** Something to wait for. */
    @FunctionalInterface
    public interface Condition {
        boolean holds();
    }
}
