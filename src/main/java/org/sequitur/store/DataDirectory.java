package org.sequitur.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The directory that holds all of a server's data, claimed by one server at a time. */
final class DataDirectory implements AutoCloseable {

    // Closing any channel of a file gives up all locks this process has on it, so a second claim
    // within one process must be refused before the lock's file is even opened.
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private static final String LOCK = "server.lock";
    private static final String UNFINISHED_RESTORE = "restore.unfinished";

    /** In the root of some file systems, and nothing that anybody put there. */
    private static final String LOST_AND_FOUND = "lost+found";

    /** Of postmaster.pid, counted from 0. */
    private static final int LINE_OF_PORT = 3;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Claims what is there, or makes it. */
    static DataDirectory claim(Path wanted) {
        DataDirectory claimed = lock(wanted);
        if (Files.exists(claimed.path.resolve(UNFINISHED_RESTORE))) {
            claimed.close();
            throw unfinished(claimed.path);
        }
        return claimed;
    }

    /** Claims what is empty, or makes it, and says in it that it is not whole: nobody else may claim it then. */
    static DataDirectory claimToRestore(Path wanted) {
        refuseFilled(wanted, Set.of(LOST_AND_FOUND));
        DataDirectory claimed = lock(wanted);
        try {
            refuseFilled(claimed.path, Set.of(LOST_AND_FOUND, LOCK));
            writePrivately(claimed.path.resolve(UNFINISHED_RESTORE), "not whole until this file is removed");
            force(claimed.path);
            return claimed;
        } catch (IOException e) {
            claimed.close();
            throw new StoreException("The data directory " + claimed.path + " cannot be written: " + reason(e), e);
        } catch (StoreException e) {
            claimed.close();
            throw e;
        }
    }

    private static void refuseFilled(Path path, Set<String> allowed) {
        if (!Files.isDirectory(path)) {
            return;
        }
        if (Files.exists(path.resolve(UNFINISHED_RESTORE))) {
            throw unfinished(path);
        }
        try (var entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!allowed.contains(String.valueOf(entry.getFileName()))) {
                    throw new StoreException(
                            "The directory " + path.toAbsolutePath().normalize()
                                    + " is not empty; nothing was changed. Restore into a new one");
                }
            }
        } catch (IOException e) {
            throw new StoreException("The directory " + path + " cannot be read: " + reason(e), e);
        }
    }

    private static StoreException unfinished(Path path) {
        return new StoreException("A restore into " + path.toAbsolutePath().normalize()
                + " has not ended; if none is under way, remove that directory and restore once more");
    }

    /** From here on the directory is whole. */
    void settle() {
        try {
            Files.delete(path.resolve(UNFINISHED_RESTORE));
            force(path);
        } catch (IOException e) {
            throw new StoreException("The data directory " + path + " cannot be written: " + reason(e), e);
        }
    }

    /** Removes all that was put into the directory since it was {@linkplain #claimToRestore claimed}. */
    void discard() {
        try (var entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!Set.of(LOST_AND_FOUND, UNFINISHED_RESTORE).contains(String.valueOf(entry.getFileName()))) {
                    TemporaryDirectory.remove(entry);
                }
            }
            // Last, for whoever dies amid this.
            Files.deleteIfExists(path.resolve(UNFINISHED_RESTORE));
        } catch (IOException e) {
            throw new StoreException("What is in " + path + " cannot be removed; remove it: " + reason(e), e);
        } finally {
            close();
        }
    }

    private static DataDirectory lock(Path wanted) {
        Path path = created(wanted.toAbsolutePath().normalize());
        if (!CLAIMED.add(path)) {
            throw inUse(path, Long.toString(ProcessHandle.current().pid()));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    path.resolve(LOCK),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(path, read(channel));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectory(path, channel);
        } catch (IOException | StoreException e) {
            release(path, channel);
            if (e instanceof StoreException known) {
                throw known;
            }
            throw new StoreException("The data directory " + path + " cannot be written: " + reason(e), e);
        }
    }

    private static Path created(Path path) {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return path.toRealPath();
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    "The data directory " + path + " cannot be used: " + e.getFile() + " is a file, not a directory",
                    e);
        } catch (IOException e) {
            throw new StoreException("The data directory " + path + " cannot be created: " + reason(e), e);
        }
    }

    static String reason(Exception e) {
        String message = e.getMessage();
        String name = e.getClass().getSimpleName().replaceAll("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return message == null ? name : name + ", " + message;
    }

    private static StoreException inUse(Path path, String process) {
        return new StoreException("The data directory " + path + " is in use by another Sequitur"
                + (process.isEmpty() ? "" : " (process " + process + ")")
                + "; stop it first, or give this one a directory of its own");
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    /** The port of the PostgreSQL that another process runs in a directory; nothing when no process holds the directory. */
    static Optional<Integer> portOfRunning(Path wanted) throws IOException {
        Path file = wanted.resolve(LOCK);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.exists(wanted.resolve(UNFINISHED_RESTORE))) {
            throw unfinished(wanted);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.empty();
            }
        }
        List<String> lines = Files.readAllLines(wanted.resolve("postgres").resolve("postmaster.pid"));
        if (lines.size() <= LINE_OF_PORT) {
            throw new StoreException("The server on " + wanted + " is just starting; try again in a moment");
        }
        return Optional.of(Integer.valueOf(lines.get(LINE_OF_PORT).strip()));
    }

    static boolean holdsCluster(Path wanted) {
        return Files.exists(wanted.resolve("postgres"));
    }

    static String storedPassword(Path wanted) {
        try {
            return Files.readString(wanted.resolve("postgres.password")).strip();
        } catch (IOException e) {
            throw new StoreException("The password of the database in " + wanted + " cannot be read: " + reason(e), e);
        }
    }

    Path path() {
        return path;
    }

    Path cluster() {
        return path.resolve("postgres");
    }

    /** The password of the cluster, made up when the cluster is. */
    String password() {
        Path file = path.resolve("postgres.password");
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            if (Files.exists(cluster())) {
                throw new StoreException("The password of the database is missing: " + file
                        + ". Restore it from the backup that " + cluster() + " came from");
            }
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Path written = path.resolve("postgres.password.new");
            Files.deleteIfExists(written);
            writePrivately(written, password);
            rename(written, file);
            return password;
        } catch (IOException e) {
            throw new StoreException("The password of the database, " + file + ", cannot be used: " + reason(e), e);
        }
    }

    static void writePrivately(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }

    /** Renames, all or nothing, and makes it last: the directory is on disk when this returns. */
    void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot rename " + from + " at once", e);
        }
        force(path);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() {
        release(path, channel);
    }

    private static void release(Path path, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException("The data directory " + path + " cannot be released: " + reason(e), e);
        } finally {
            CLAIMED.remove(path);
        }
    }
}
