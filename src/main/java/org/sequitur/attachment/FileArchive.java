package org.sequitur.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Sha256;

/** The files of a directory in one tar archive, named as they are there, for a backup. */
public final class FileArchive {

    /** A lock of the database that a backup shares and the sweep takes alone: until it is over nothing is removed. */
    static final long HOLDS_THE_SWEEP = 0x5e90_1701_f11e_5001L;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
    private static final int ROWS_AT_A_TIME = 1_000;

    private final FileDirectory directory;

    public FileArchive(Path directory) {
        this.directory = new FileDirectory(directory);
    }

    /**
     * What the snapshot of a database says of its directory.
     *
     * @param mark by which the directory is known; null when none was ever used
     * @param files how many files attachments have there
     * @param bytes how large they are together
     */
    public record Extent(@Nullable String mark, long files, long bytes) {}

    /** What was written, and how many files were missing or not as they were sent. */
    public record Written(long files, long damaged) {}

    /** @param snapshot in a transaction that sees one moment; until it ends, what attachments had then is not removed */
    public static Extent extent(Connection snapshot) throws SQLException {
        try (PreparedStatement lock = snapshot.prepareStatement("SELECT pg_advisory_xact_lock_shared(?)")) {
            lock.setLong(1, HOLDS_THE_SWEEP);
            lock.execute();
        }
        try (Statement statement = snapshot.createStatement()) {
            String mark;
            try (ResultSet row = statement.executeQuery("SELECT max(directory_mark) FROM file_house")) {
                row.next();
                mark = row.getString(1);
            }
            try (ResultSet row = statement.executeQuery("SELECT count(*), coalesce(sum(size), 0) FROM stored_file"
                    + " WHERE state = 'kept' AND name IS NOT NULL")) {
                row.next();
                return new Extent(mark, row.getLong(1), row.getLong(2));
            }
        }
    }

    /** Whether it is the directory that this mark belongs to. */
    public boolean isMarked(String mark) throws IOException {
        return mark.equals(directory.mark());
    }

    /** Whether nothing is there, or an empty directory. */
    public boolean isEmpty() throws IOException {
        return directory.isEmpty();
    }

    /**
     * Writes what attachments had at the moment of the snapshot. A file that is missing is left out, and one that is not as it was
     * sent is written as it is; each is told.
     *
     * @param damage takes a sentence for each of those
     * @param progress takes the size of each file
     */
    public Written write(Connection snapshot, OutputStream out, Consumer<String> damage, LongConsumer progress)
            throws IOException, SQLException {
        long files = 0;
        long damaged = 0;
        try (PreparedStatement statement = snapshot.prepareStatement("""
                        SELECT company_id, id, name, sha256, size FROM stored_file
                        WHERE state = 'kept' AND name IS NOT NULL ORDER BY company_id, id
                        """);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byte[] bytes = bytes(row.getString("name"));
                    if (bytes != null) {
                        add(tar, row.getString("name"), bytes);
                        files++;
                    }
                    if (bytes == null || !MessageDigest.isEqual(Sha256.of(bytes), row.getBytes("sha256"))) {
                        damaged++;
                        damage.accept("the file " + row.getString("name") + " of company " + row.getLong("company_id")
                                + (bytes == null ? " is missing" : " is not as it was sent"));
                    }
                    progress.accept(row.getLong("size"));
                }
            }
            tar.finish();
        }
        return new Written(files, damaged);
    }

    private byte @Nullable [] bytes(String name) throws IOException {
        try (InputStream in = directory.open(name)) {
            // One that grew is not as it was sent, and nobody needs to know by how much.
            return in.readNBytes(SentFile.MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name.substring(0, 2) + "/" + name);
        entry.setSize(bytes.length);
        entry.setMode(0100600);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /**
     * Fills an empty directory, or makes it. No server uses it before it is {@linkplain #mark marked}.
     *
     * @return how many files there were
     * @throws IOException when the archive has something else than files, or the directory cannot be written
     */
    public long read(InputStream in) throws IOException {
        directory.makeFolders();
        long files = 0;
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
            if (!NAME.matcher(name).matches() || !entry.isFile() || entry.getSize() > SentFile.MOST_BYTES + 1) {
                throw new IOException("the archive of attachments has something else than files in it: " + name);
            }
            directory.write(name, tar.readNBytes((int) entry.getSize()));
            files++;
        }
        return files;
    }

    /** From here on it is the directory that belongs to this mark. */
    public void mark(String mark) throws IOException {
        directory.mark(mark);
    }
}
