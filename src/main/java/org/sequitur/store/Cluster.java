package org.sequitur.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one PostgreSQL cluster, either whole or not there. */
record Cluster(DataDirectory data, PostgresBinaries binaries, OperatingUser user) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Cluster.class);

    static final String SUPERUSER = "postgres";

    private static final String UNFINISHED = "postgres.new";

    /** Written into postgresql.conf when the cluster is made; a user may change them there. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("shared_buffers", "256MB"),
            Map.entry("max_connections", "100"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("wal_compression", "pglz"),
            Map.entry("checkpoint_completion_target", "0.9"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("datestyle", "iso, ymd"),
            Map.entry("log_checkpoints", "off"),
            // Errors are logged without statements and values, which are people's data.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"));

    /** Makes the cluster if there is none, and refuses one that these binaries cannot read. */
    void prepare() {
        try {
            removeUnfinished();
            if (Files.exists(data.cluster())) {
                refuseOtherVersion();
            } else {
                initialize();
            }
            user.letThrough(data.path());
            user.own(data.cluster());
        } catch (IOException e) {
            throw new StoreException(
                    "The database in " + data.cluster() + " cannot be prepared: " + DataDirectory.reason(e), e);
        }
    }

    private void refuseOtherVersion() throws IOException {
        Path file = data.cluster().resolve("PG_VERSION");
        if (!Files.isRegularFile(file)) {
            throw new StoreException(data.cluster() + " is not a PostgreSQL cluster; nothing was changed."
                    + " Move it away, or choose another data directory");
        }
        String written = Files.readString(file).strip();
        if (!written.equals(Integer.toString(binaries.major()))) {
            throw new StoreException("The database in " + data.cluster() + " was written by PostgreSQL " + written
                    + ", but this Sequitur carries PostgreSQL " + binaries.major()
                    + "; nothing was changed. Back it up with the Sequitur that wrote it (sequitur backup), and restore that"
                    + " with this one into a new directory (sequitur restore)");
        }
    }

    // An orphaned initdb may still write into the directory of an interrupted start, hence a new name each time.
    private void initialize() throws IOException {
        binaries.major();
        String password = data.password();
        String name = UNFINISHED + "."
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path unfinished = Files.createDirectory(data.path().resolve(name));
        Path passwordFile = data.path().resolve(name + ".password");
        DataDirectory.writePrivately(passwordFile, password);
        try {
            user.letThrough(data.path());
            user.own(unfinished);
            user.own(passwordFile);
            Command.Outcome outcome =
                    new Command(user.command(initdb(unfinished, passwordFile))).run(Duration.ofMinutes(5));
            if (outcome.status() != 0) {
                TemporaryDirectory.remove(unfinished);
                throw new StoreException("The database in " + data.cluster() + " cannot be created: "
                        + String.join(" | ", outcome.output().lines().toList()));
            }
            data.rename(unfinished, data.cluster());
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private List<String> initdb(Path directory, Path passwordFile) {
        List<String> words = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + directory,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"));
        SETTINGS.forEach((name, value) -> words.add("--set=" + name + "=" + value));
        return words;
    }

    private void removeUnfinished() throws IOException {
        try (var entries = Files.newDirectoryStream(data.path(), UNFINISHED + "*")) {
            for (Path entry : entries) {
                try {
                    TemporaryDirectory.remove(entry);
                } catch (IOException e) {
                    // The initdb of a killed start may still be writing there; it ends by itself, and the next
                    // start removes what is left.
                    LOGGER.debug("{} cannot be removed yet", entry, e);
                }
            }
        }
    }
}
