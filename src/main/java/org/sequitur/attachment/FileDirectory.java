package org.sequitur.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The directory that files are kept in, below a folder for the first two characters of their names. Its mark is a file in it: a
 * directory without the mark that the database knows is another one, such as the place where a disk was not mounted. Its folders are
 * made with the mark and never later, so what is written after a disk is gone fails, instead of going where nobody will find it.
 */
final class FileDirectory {

    private static final String MARK = "sequitur-files";
    private static final String UNFINISHED = ".part";
    private static final int NAME_BYTES = 16;
    private static final int FOLDERS = 256;
    private static final int FOLDER_CHARACTERS = 2;

    private static final FileAttribute<?> OF_THE_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path root;

    FileDirectory(Path root) {
        this.root = root;
    }

    static String newName() {
        byte[] bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What marks the directory; null when it has no mark, or is not there. */
    @Nullable
    String mark() throws IOException {
        Path file = root.resolve(MARK);
        return Files.exists(file) ? Files.readString(file).strip() : null;
    }

    /** Makes the directory ready to be used, and at the end its mark. */
    String newMark() throws IOException {
        makeFolders();
        String mark = newName();
        mark(mark);
        return mark;
    }

    /** Makes the directory, and the folders in it. */
    void makeFolders() throws IOException {
        Files.createDirectories(root, OF_THE_OWNER);
        for (int i = 0; i < FOLDERS; i++) {
            Files.createDirectories(root.resolve("%02x".formatted(i)), OF_THE_OWNER);
        }
    }

    /** From here on it is a directory of files. */
    void mark(String mark) throws IOException {
        writeWhole(root.resolve(MARK), (mark + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether nothing is there, or an empty directory. */
    boolean isEmpty() throws IOException {
        if (!Files.exists(root)) {
            return true;
        }
        try (var entries = Files.newDirectoryStream(root)) {
            return !entries.iterator().hasNext();
        }
    }

    /** When this returns, the file is there, whole, whatever happens to the machine. */
    void write(String name, byte[] bytes) throws IOException {
        writeWhole(file(name), bytes);
    }

    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.resolveSibling(""));
    }

    /** To be closed. */
    InputStream open(String name) throws IOException {
        return Files.newInputStream(file(name));
    }

    /** When this returns, neither the file nor the beginning of one is there, whatever happens to the machine. */
    void remove(String name) throws IOException {
        Path file = file(name);
        Files.deleteIfExists(file.resolveSibling(name + UNFINISHED));
        Files.deleteIfExists(file);
        force(file.resolveSibling(""));
    }

    private Path file(String name) {
        return root.resolve(name.substring(0, FOLDER_CHARACTERS)).resolve(name);
    }

    /** A name is on the disk when its folder is. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String toString() {
        return root.toAbsolutePath().normalize().toString();
    }
}
