package org.sequitur.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.sequitur.attachment.FileArchive;
import org.sequitur.store.DatabaseSnapshot;
import org.sequitur.store.Sha256;
import org.sequitur.store.StoredTable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a backup: a ZIP archive with a part for each table, one for attachments and {@code backup.json}, sealed at its end. Nothing is
 * held in memory but a row and a file at a time. The file has its name only when it is whole and on the disk.
 */
public final class BackupWriter {

    static final String CONTENTS = "backup.json";

    private static final String UNFINISHED = ".part";

    private final DatabaseSnapshot snapshot;
    private final FileArchive.@Nullable Extent extent;
    private final @Nullable FileArchive files;
    private final String program;
    private final Progress progress;
    private final Instant takenAt;
    private long done;

    private BackupWriter(
            DatabaseSnapshot snapshot,
            FileArchive.@Nullable Extent extent,
            @Nullable FileArchive files,
            String program,
            Progress progress,
            Instant takenAt) {
        this.snapshot = snapshot;
        this.extent = extent;
        this.files = files;
        this.program = program;
        this.progress = progress;
        this.takenAt = takenAt;
    }

    /**
     * For a backup of what a snapshot holds.
     *
     * @param directory of attachments; null when it is not known
     * @param withFiles whether files in it are to be in the backup
     * @param takenAt not after the snapshot was
     * @throws BackupException when there are files in a directory that is not known, or it is another one
     */
    public static BackupWriter of(
            DatabaseSnapshot snapshot,
            @Nullable Path directory,
            boolean withFiles,
            String program,
            Instant takenAt,
            Progress progress) {
        if (!withFiles || !hasFiles(snapshot)) {
            return new BackupWriter(snapshot, null, null, program, progress, takenAt);
        }
        try {
            FileArchive.Extent extent = FileArchive.extent(snapshot.connection());
            if (extent.mark() == null || (directory == null && extent.files() == 0)) {
                return new BackupWriter(snapshot, null, null, program, progress, takenAt);
            }
            if (directory == null) {
                throw new BackupException(extent.files() + " attachments have their files in a directory; name it with"
                        + " --attachments-directory, or leave them out with --no-attachments");
            }
            FileArchive files = new FileArchive(directory);
            if (!files.isMarked(extent.mark())) {
                throw new BackupException(directory.toAbsolutePath().normalize()
                        + " is not the directory that holds the files of this database; is its disk mounted?");
            }
            return new BackupWriter(snapshot, extent, files, program, progress, takenAt);
        } catch (SQLException e) {
            throw new BackupException("The database could not be read to the end: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupException("The directory " + directory + " cannot be read: " + e, e);
        }
    }

    /** An older Sequitur knew no attachments. */
    private static boolean hasFiles(DatabaseSnapshot snapshot) {
        List<String> names = snapshot.tables().stream().map(StoredTable::name).toList();
        return names.containsAll(List.of("stored_file", "file_house"));
    }

    /**
     * What was made.
     *
     * @param seal the checksum that the file ends with
     * @param damaged how many files of attachments are missing or not as they were sent; they were told
     */
    public record Made(Backup contents, String seal, long bytes, long damaged) {}

    /**
     * Makes it.
     *
     * @param replaces whether a file of that name may be replaced
     * @param damage takes a sentence for each file of an attachment that is not as it must be
     * @throws BackupException when there is such a file, or it cannot be written; then nothing is left
     */
    public Made write(Path file, boolean replaces, Consumer<String> damage) {
        Path target = file.toAbsolutePath().normalize();
        refuseExisting(target, replaces);
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path unfinished = target.resolveSibling(target.getFileName() + "." + random + UNFINISHED);
        // For Ctrl-C.
        unfinished.toFile().deleteOnExit();
        try {
            Made made;
            try (FileChannel channel = FileChannel.open(
                            unfinished,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    SealedStream sealed =
                            new SealedStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
                made = write(sealed, channel, damage);
            }
            rename(unfinished, target, replaces);
            return made;
        } catch (FileAlreadyExistsException e) {
            remove(unfinished);
            throw exists(target);
        } catch (IOException e) {
            remove(unfinished);
            throw new BackupException("The backup " + target + " cannot be written: " + reason(e), e);
        } catch (RuntimeException e) {
            remove(unfinished);
            throw e;
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replaceAll("Exception$", "") + ", " + e.getMessage();
    }

    private static void refuseExisting(Path target, boolean replaces) {
        if (Files.exists(target) && !(replaces && Files.isRegularFile(target))) {
            throw exists(target);
        }
    }

    private static BackupException exists(Path target) {
        return new BackupException(target + " is there already; choose another name, or replace it with --overwrite");
    }

    private static void remove(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new BackupException(unfinished + " cannot be removed; it is no backup: " + reason(e), e);
        }
    }

    /** What has the name is whole, and on the disk with its name. */
    private static void rename(Path unfinished, Path target, boolean replaces) throws IOException {
        if (replaces) {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.move(unfinished, target);
        }
        try (FileChannel directory = FileChannel.open(target.resolveSibling(""), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Made write(SealedStream sealed, FileChannel channel, Consumer<String> damage) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(sealed);
        // The fastest level: a backup is made beside a server that works.
        zip.setLevel(Deflater.BEST_SPEED);
        zip.setComment("0".repeat(Sha256.HEX_DIGITS));
        List<Backup.Table> tables = new ArrayList<>();
        for (StoredTable table : snapshot.tables()) {
            tables.add(write(zip, table));
        }
        FileArchive.Written written = new FileArchive.Written(0, 0);
        Backup.Attachments attachments = null;
        if (files != null && extent != null && extent.mark() != null) {
            Part part = new Part(zip, Backup.Attachments.PART);
            written = write(files, part, damage);
            attachments = new Backup.Attachments(extent.mark(), written.files(), part.bytes, part.end());
        }
        Backup contents = new Backup(
                Backup.FORMAT,
                takenAt,
                program,
                snapshot.serverVersion(),
                snapshot.migrations(),
                tables,
                snapshot.sequences(),
                attachments);
        zip.putNextEntry(new ZipEntry(CONTENTS));
        zip.write(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(contents));
        zip.closeEntry();
        zip.finish();
        sealed.seal();
        channel.force(true);
        return new Made(contents, sealed.text(), channel.size(), written.damaged());
    }

    private Backup.Table write(ZipOutputStream zip, StoredTable table) throws IOException {
        Part part = new Part(zip, "tables/" + table.name());
        long before = done;
        part.onWrite = () -> tell(before + Math.min(part.bytes, table.bytes()));
        long rows = snapshot.copy(table, part);
        tell(before + table.bytes());
        return new Backup.Table(table.name(), table.columns(), rows, part.bytes, part.end());
    }

    private FileArchive.Written write(FileArchive files, Part part, Consumer<String> damage) throws IOException {
        try {
            return files.write(snapshot.connection(), part, damage, size -> tell(done + size));
        } catch (SQLException e) {
            throw new BackupException("The database could not be read to the end: " + e.getMessage(), e);
        }
    }

    private void tell(long bytes) {
        done = bytes;
        long total = snapshot.tables().stream().mapToLong(StoredTable::bytes).sum();
        progress.advance(done, total + (extent == null ? 0 : extent.bytes()));
    }

    /** One part of the archive, counted and digested; to close it leaves the archive open. */
    private static final class Part extends FilterOutputStream {

        private final ZipOutputStream zip;
        private final MessageDigest digest;
        private long bytes;
        private Runnable onWrite = () -> {};

        Part(ZipOutputStream zip, String name) throws IOException {
            this(zip, Sha256.digest(), name);
        }

        private Part(ZipOutputStream zip, MessageDigest digest, String name) throws IOException {
            super(new DigestOutputStream(zip, digest));
            this.zip = zip;
            this.digest = digest;
            zip.putNextEntry(new ZipEntry(name));
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
            onWrite.run();
        }

        @Override
        public void close() {
            // The next part follows.
        }

        /** @return the checksum of the part */
        String end() throws IOException {
            zip.closeEntry();
            return Sha256.hex(digest);
        }
    }
}
