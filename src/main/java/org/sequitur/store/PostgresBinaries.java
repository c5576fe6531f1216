package org.sequitur.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked from their archive once and then shared by all servers of this user.
 *
 * @param home the directory above {@code bin}
 */
record PostgresBinaries(Path home) {

    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar");
    private static final String UNPACKING = ".unpacking-";

    /** Where a user's caches are. */
    static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        Path caches = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : platform().startsWith("darwin") ? home.resolve("Library/Caches") : home.resolve(".cache");
        return caches.resolve("sequitur");
    }

    /** Unpacks into the first of the directories that can be written, unless it is there already. */
    static PostgresBinaries unpacked(List<Path> directories) {
        String archive = "postgres-" + platform() + ".txz";
        URL resource = PostgresBinaries.class.getResource("/" + archive);
        if (resource == null) {
            throw new StoreException("No PostgreSQL for this platform (" + platform()
                    + ") comes with Sequitur; use one of your own with --database-url");
        }
        IOException failure = null;
        for (Path directory : directories) {
            try {
                Path home = directory.resolve("postgres-" + identity(resource) + "-" + platform());
                if (!Files.isDirectory(home)) {
                    unpack(resource, directory, home);
                }
                return new PostgresBinaries(home);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new StoreException(
                "PostgreSQL cannot be unpacked into " + directories.getLast() + ": "
                        + (failure == null ? "" : DataDirectory.reason(failure)),
                failure == null ? new IOException() : failure);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "darwin" : system.replace(' ', '_')) + "-"
                + switch (machine) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> machine;
                };
    }

    // The version is for people; the checksum tells apart builds that bear the same one.
    private static String identity(URL resource) throws IOException {
        Matcher version = VERSION.matcher(resource.toString());
        String name = version.find() ? version.group(1) : "x";
        URLConnection connection = resource.openConnection();
        return connection instanceof JarURLConnection jar
                ? name + "-" + Long.toHexString(jar.getJarEntry().getCrc())
                : name + "-" + Long.toHexString(connection.getContentLengthLong());
    }

    private static void unpack(URL resource, Path directory, Path home) throws IOException {
        Files.createDirectories(directory);
        removeAbandoned(directory);
        Path temporary = Files.createTempDirectory(
                directory,
                UNPACKING,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (InputStream compressed = new BufferedInputStream(resource.openStream());
                TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(compressed))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                extract(archive, entry, temporary);
            }
        } catch (IOException e) {
            TemporaryDirectory.remove(temporary);
            throw e;
        }
        try {
            Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            TemporaryDirectory.remove(temporary);
            // Another process may have been first, and what it unpacked is as good.
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static void extract(TarArchiveInputStream archive, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive has an entry outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(archive, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void removeAbandoned(Path directory) throws IOException {
        Instant old = Instant.now().minus(Duration.ofHours(1));
        try (var entries = Files.newDirectoryStream(directory, UNPACKING + "*")) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(old)) {
                    TemporaryDirectory.remove(entry);
                }
            }
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** The major version, asked of the program itself, which also shows that it runs on this machine. */
    int major() {
        try {
            Command.Outcome outcome =
                    new Command(List.of(program("postgres"), "--version")).run(Duration.ofSeconds(30));
            Matcher version = Pattern.compile("\\) (\\d+)").matcher(outcome.output());
            if (outcome.status() == 0 && version.find()) {
                return Integer.parseInt(version.group(1));
            }
            throw doesNotRun(home, outcome.output(), null);
        } catch (IOException e) {
            throw doesNotRun(home, DataDirectory.reason(e), e);
        }
    }

    private static StoreException doesNotRun(Path home, String why, @Nullable Exception cause) {
        String message = "The PostgreSQL that comes with Sequitur does not run on this machine (" + home + ": " + why
                + "); use one of your own with --database-url";
        return cause == null ? new StoreException(message) : new StoreException(message, cause);
    }
}
