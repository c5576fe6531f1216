package org.sequitur.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The file by which a cluster says which process serves it, or served it last. */
record PostmasterFile(Path cluster) {

    Optional<Long> pid() throws IOException {
        try {
            return Files.readString(cluster.resolve("postmaster.pid"))
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("[1-9][0-9]{0,9}"))
                    .map(Long::valueOf);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Stops a server that outlived the process which started it. The caller holds the data directory's lock. */
    void stopRunning() throws IOException, InterruptedException {
        Optional<Long> pid = pid();
        if (pid.isEmpty()) {
            return;
        }
        for (String signal : List.of("INT", "QUIT", "KILL")) {
            if (!serves(pid.get())) {
                return;
            }
            signal(pid.get(), signal);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (serves(pid.get()) && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /** Whether this process is a PostgreSQL server in this cluster, and neither a zombie nor somebody else's. */
    private boolean serves(long pid) {
        String command = ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine())
                .orElse("");
        if (!command.contains("postgres")) {
            return false;
        }
        Path directory = Path.of("/proc", Long.toString(pid), "cwd");
        try {
            // The server works in its cluster, whatever name that had when it was started.
            return Files.isSameFile(Files.readSymbolicLink(directory), cluster);
        } catch (IOException | UnsupportedOperationException e) {
            return command.contains(cluster.toString());
        }
    }

    static void signal(long pid, String signal) {
        try {
            new Command(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid)).run(Duration.ofSeconds(10));
        } catch (IOException e) {
            // Whether the process dies is what the caller looks at.
        }
    }
}
