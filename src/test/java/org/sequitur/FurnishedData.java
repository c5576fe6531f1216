package org.sequitur;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.sequitur.store.Database;
import org.sequitur.store.EmbeddedPostgres;

/**
 * Data with the newest tables and nothing in them, made once and then copied: what the first start of an embedded PostgreSQL does
 * before anybody can use it takes seconds of a processor, and most tests are about what comes later.
 */
public final class FurnishedData {

    private static final class Original {
        private static final Path DIRECTORY = made();

        private static Path made() {
            try {
                Path directory = Files.createTempDirectory("furnished-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> removed(directory)));
                try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
                    Database.open(postgres).close();
                }
                return directory;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void removed(Path directory) {
            try {
                TestDatabase.remove(directory);
            } catch (IOException e) {
                System.err.println(directory + " could not be removed: " + e);
            }
        }
    }

    private FurnishedData() {}

    /**
     * @param directory that is to be a data directory; left alone if it is one
     * @return the same
     */
    public static Path in(Path directory) {
        try {
            if (!Files.exists(directory.resolve("postgres"))) {
                copy(Original.DIRECTORY, directory);
            }
            return directory;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A data directory that nobody works on, as another one. */
    public static void copy(Path original, Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : List.of("postgres", "postgres.password")) {
            copyKeepingOwners(original.resolve(name), directory);
        }
    }

    /** What belongs to PostgreSQL's user has to go on doing so. */
    private static void copyKeepingOwners(Path from, Path directory) throws IOException {
        Process copying = new ProcessBuilder("cp", "-a", from.toString(), directory.toString())
                .inheritIO()
                .start();
        try {
            if (copying.waitFor() != 0) {
                throw new IOException(from + " could not be copied");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
