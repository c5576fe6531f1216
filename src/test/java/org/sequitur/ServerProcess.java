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
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path data;
    private final ServerStart start;
    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<String> address = new CompletableFuture<>();

    ServerProcess(ServerStart start) throws IOException {
        this.data = start.data();
        this.start = start;
        this.process = start.command().redirectErrorStream(true).start();
        Thread.ofVirtual().start(this::readOutput);
    }

    public void awaitReady() throws InterruptedException {
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

    public List<String> lines() {
        return List.of(output.toArray(String[]::new));
    }

    /** Secrets that it was given or made, and told. */
    public List<String> secretsTold() throws IOException {
        List<String> secrets = new ArrayList<>(start.secrets());
        Path password = data.resolve("postgres.password");
        if (Files.exists(password)) {
            secrets.add(Files.readString(password).strip());
        }
        String log = postgresLog();
        return secrets.stream()
                .filter(secret -> output().contains(secret) || log.contains(secret))
                .toList();
    }

    /** What its PostgreSQL wrote about itself, in this life and the ones before. */
    public String postgresLog() throws IOException {
        Path log = data.resolve("postgres.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Sends {@code TERM}, {@code INT} and the like. */
    public void signal(String name) throws Exception {
        signal(process.pid(), name);
    }

    /** Sends a signal to its PostgreSQL. */
    public void signalPostgres(String name) throws Exception {
        signal(postgresPid(), name);
    }

    private static void signal(long pid, String name) throws Exception {
        int status = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("process " + pid + " cannot be sent " + name);
        }
    }

    /** Waits until it has ended; answers its exit code. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end; it said:\n" + output());
        }
        return process.exitValue();
    }

    /** {@code kill -9}, and waits until it is dead. */
    public void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill -9} of its PostgreSQL. */
    public void killPostgres() throws IOException {
        ProcessHandle.of(postgresPid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private long postgresPid() throws IOException {
        return Long.parseLong(Files.readAllLines(cluster().resolve("postmaster.pid"))
                .getFirst()
                .strip());
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
        while (!holds(what, condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static boolean holds(String what, Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("it cannot be told: " + what, e);
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
        boolean holds() throws Exception;
    }
}
