package org.sequitur.store;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short program that is run to its end. */
record Command(List<String> words) {

    record Outcome(int status, String output) {}

    static ProcessBuilder prepare(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        // A user's PGDATA, PGOPTIONS and the like are meant for other servers.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    Outcome run(Duration bound) throws IOException {
        // A file, because reading a pipe would wait for grandchildren that keep it open.
        Path output = Files.createTempFile("sequitur", ".out");
        try {
            Process process = prepare(words)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IOException(words.getFirst() + " did not end within " + bound.toSeconds() + " s");
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + words.getFirst(), e);
            }
            return new Outcome(
                    process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    boolean succeeds() {
        try {
            return run(Duration.ofSeconds(10)).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean exists(String program) {
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "/usr/bin:/bin" : path).split(":", -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
