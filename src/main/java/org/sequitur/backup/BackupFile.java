package org.sequitur.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A backup that is there, read from its file. */
public final class BackupFile implements AutoCloseable {

    /** Of {@code backup.json}. */
    private static final int MOST_BYTES_OF_CONTENTS = 16 * 1024 * 1024;

    private static final int PIECE = 1 << 16;

    private final Path path;
    private final ZipFile zip;
    private final Backup contents;

    private BackupFile(Path path, ZipFile zip, Backup contents) {
        this.path = path;
        this.zip = zip;
        this.contents = contents;
    }

    /**
     * Opens a backup after it was read once from its beginning to its end, and is what was written.
     *
     * @throws BackupException when it is not there, is none, was cut off or changed, or is of a newer kind
     */
    public static BackupFile open(Path path, Progress progress) {
        if (!Files.isRegularFile(path)) {
            throw new BackupException(
                    "There is no backup " + path.toAbsolutePath().normalize());
        }
        ZipFile zip = null;
        try {
            check(path, progress);
            zip = new ZipFile(path.toFile());
            return new BackupFile(path, zip, contents(path, zip));
        } catch (IOException e) {
            close(zip);
            throw new BackupException("The backup " + path + " cannot be read: " + e.getMessage(), e);
        } catch (BackupException e) {
            close(zip);
            throw e;
        }
    }

    private static void check(Path path, Progress progress) throws IOException {
        long size = Files.size(path);
        MessageDigest digest = Sha256.digest();
        byte[] seal;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] piece = new byte[PIECE];
            long sealed = Math.max(0, size - Sha256.HEX_DIGITS);
            for (long done = 0; done < sealed; ) {
                int read = in.read(piece, 0, (int) Math.min(PIECE, sealed - done));
                if (read < 0) {
                    break;
                }
                digest.update(piece, 0, read);
                done += read;
                progress.advance(done, size);
            }
            seal = in.readNBytes(Sha256.HEX_DIGITS + 1);
        }
        if (!Sha256.hex(digest).equals(new String(seal, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))) {
            throw new BackupException(path
                    + " is no whole backup: it is something else, was cut off, or was changed; nothing was restored");
        }
        progress.advance(size, size);
    }

    private static Backup contents(Path path, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(BackupWriter.CONTENTS);
        if (entry == null) {
            throw new BackupException(path + " is no backup of Sequitur");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_BYTES_OF_CONTENTS);
            JsonNode read = JsonMapper.shared().readTree(bytes);
            if (read.path("format").asInt(0) > Backup.FORMAT) {
                throw new BackupException(path
                        + " was made by a newer Sequitur, in a way that is unknown here; restore it with that one");
            }
            return JsonMapper.shared().treeToValue(read, Backup.class);
        } catch (JacksonException e) {
            throw new BackupException(path + " cannot be read: what it says of itself makes no sense", e);
        }
    }

    public Backup contents() {
        return contents;
    }

    /** A part, from its beginning. */
    Part part(String name, String sha256) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new BackupException(path + " is without its part " + name + "; nothing was restored");
        }
        return new Part(new DigestInputStream(zip.getInputStream(entry), Sha256.digest()), name, sha256);
    }

    /** One part; whoever has read it asks whether it was what the backup says. */
    static final class Part implements AutoCloseable {

        private final DigestInputStream stream;
        private final String name;
        private final String sha256;

        private Part(DigestInputStream stream, String name, String sha256) {
            this.stream = stream;
            this.name = name;
            this.sha256 = sha256;
        }

        InputStream stream() {
            return stream;
        }

        /** @throws BackupException when it is not what the backup says */
        void check() throws IOException {
            stream.transferTo(OutputStream.nullOutputStream());
            if (!Sha256.hex(stream.getMessageDigest()).equals(sha256)) {
                throw new BackupException(
                        "The part " + name + " of the backup is not what was written; nothing was restored");
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(@Nullable ZipFile zip) {
        try {
            if (zip != null) {
                zip.close();
            }
        } catch (IOException e) {
            throw new BackupException("The backup cannot be closed: " + e.getMessage(), e);
        }
    }
}
