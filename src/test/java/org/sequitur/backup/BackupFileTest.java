package org.sequitur.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.store.DatabaseSnapshot;

/** A file that is a backup is whole, its owner's, and the only thing that a backup leaves; one that is not is told. */
class BackupFileTest {

    @TempDir
    private static Path temporary;

    private static BackedUpServer server;
    private static Path files;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        files = temporary.resolve("files");
        server = BackedUpServer.start(files);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aFileThatWasCutOffOrChangedAnywhereIsTold() throws Exception {
        Path backup = server.backup(directory.resolve("backup.zip"));
        byte[] whole = Files.readAllBytes(backup);
        Path other = directory.resolve("other.zip");
        for (int length : new int[] {0, 1, 63, 64, 65, whole.length / 2, whole.length - 1}) {
            assertNoBackup(Files.write(other, Arrays.copyOf(whole, length)));
        }
        assertNoBackup(Files.write(other, Arrays.copyOf(whole, whole.length + 1)));
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 200)) {
            assertChanged(other, whole, at);
        }
        assertChanged(other, whole, whole.length - 1);
        assertThatThrownBy(() -> BackupFile.open(directory.resolve("none"), (done, total) -> {}))
                .hasMessageContaining("There is no backup");
        try (BackupFile file = BackupFile.open(backup, (done, total) -> {})) {
            assertThat(file.contents().program()).isEqualTo("test");
        }
    }

    private static void assertChanged(Path other, byte[] whole, int at) throws Exception {
        byte[] changed = whole.clone();
        changed[at] ^= 1;
        assertNoBackup(Files.write(other, changed));
    }

    private static void assertNoBackup(Path file) {
        assertThatThrownBy(() -> BackupFile.open(file, (done, total) -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is no whole backup");
    }

    @Test
    void itIsItsOwnersAloneAndReplacesNothingUnasked() throws Exception {
        Path backup = Files.writeString(directory.resolve("backup.zip"), "precious");
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            assertThatThrownBy(() -> server.writer(snapshot).write(backup, false, damage -> {}))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("is there already");
            assertThat(backup).hasContent("precious");
            server.writer(snapshot).write(backup, true, damage -> {});
            assertThatThrownBy(() -> server.writer(snapshot).write(directory, true, damage -> {}))
                    .hasMessageContaining("is there already");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        BackupFile.open(backup, (done, total) -> {}).close();
        assertThat(entries()).containsExactly("backup.zip");
    }

    @Test
    void aFileThatComesMeanwhileIsNotReplacedEither() throws Exception {
        Path backup = directory.resolve("backup.zip");
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            BackupWriter writer = BackupWriter.of(snapshot, files, true, "test", Instant.EPOCH, (done, total) -> {
                if (!Files.exists(backup)) {
                    write(backup);
                }
            });
            assertThatThrownBy(() -> writer.write(backup, false, damage -> {}))
                    .hasMessageContaining("is there already");
        }
        assertThat(backup).hasContent("precious");
        assertThat(entries()).containsExactly("backup.zip");
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "precious");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBackupThatCannotGoOnLeavesNothing() throws Exception {
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            BackupWriter writer = server.writer(snapshot);
            BackedUpServer.execute(
                    server.address(),
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                            + " AND state = 'idle in transaction' AND usename = current_user");
            assertThatThrownBy(() -> writer.write(directory.resolve("backup.zip"), false, damage -> {}))
                    .hasMessageContaining("could not be read to the end");
        }
        assertThat(entries()).isEmpty();
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            assertThatThrownBy(() ->
                            server.writer(snapshot).write(directory.resolve("nowhere/backup.zip"), false, damage -> {}))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("cannot be written");
        }
    }

    @Test
    void filesOfAttachmentsMustBeNamedOrLeftOut() throws Exception {
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            assertThatThrownBy(() -> BackupWriter.of(snapshot, null, true, "test", Instant.EPOCH, (done, total) -> {}))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("2 attachments have their files in a directory");
            assertThatThrownBy(() ->
                            BackupWriter.of(snapshot, directory, true, "test", Instant.EPOCH, (done, total) -> {}))
                    .hasMessageContaining("is not the directory that holds the files");
            BackupWriter.Made made = BackupWriter.of(snapshot, null, false, "test", Instant.EPOCH, (done, total) -> {})
                    .write(directory.resolve("without.zip"), false, damage -> {});
            assertThat(made.contents().attachments()).isNull();
        }
    }

    @Test
    void filesOfAttachmentsThatAreMissingOrChangedAreToldAndTheRestIsBackedUp() throws Exception {
        List<Path> kept;
        try (Stream<Path> all = Files.walk(files)) {
            kept = all.filter(file -> Files.isRegularFile(file) && !file.endsWith("sequitur-files"))
                    .sorted()
                    .toList();
        }
        byte[] first = Files.readAllBytes(kept.getFirst());
        byte[] last = Files.readAllBytes(kept.getLast());
        List<String> told = new ArrayList<>();
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            Files.delete(kept.getFirst());
            Files.writeString(kept.getLast(), "other");
            BackupWriter.Made made = server.writer(snapshot).write(directory.resolve("backup.zip"), false, told::add);
            assertThat(made.damaged()).isEqualTo(2);
            assertThat(made.contents().attachments()).isNotNull();
        } finally {
            Files.write(kept.getFirst(), first);
            Files.write(kept.getLast(), last);
        }
        assertThat(told).hasSize(2);
        assertThat(String.join(";", told)).contains("is missing", "is not as it was sent");
    }

    private List<String> entries() throws Exception {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }
}
