package org.sequitur.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL runs, because it refuses to run as root.
 *
 * @param prefix what stands before a command so that it runs as this user
 * @param id the number of this user, who must own the cluster
 * @param ownsFiles whether files that Sequitur writes are not this user's by themselves
 */
record OperatingUser(List<String> prefix, long id, boolean ownsFiles) {

    private static final long NOBODY = 65534;

    static OperatingUser find() {
        long current = new UnixSystem().getUid();
        if (current != 0) {
            return new OperatingUser(List.of(), current, false);
        }
        OperatingUser namespace = unmappedRoot();
        if (new Command(namespace.command(List.of("true"))).succeeds()) {
            return namespace;
        }
        OperatingUser nobody = nobody();
        if (new Command(nobody.command(List.of("true"))).succeeds()) {
            return nobody;
        }
        throw new StoreException("PostgreSQL refuses to run as root, and neither unshare nor setpriv can lend it"
                + " another user here; run Sequitur as an ordinary user, or use --database-url");
    }

    /** Root in a namespace that does not know it: without privileges, yet the files stay root's. */
    static OperatingUser unmappedRoot() {
        return new OperatingUser(List.of("unshare", "-U"), 0, false);
    }

    static OperatingUser nobody() {
        return new OperatingUser(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"),
                NOBODY,
                true);
    }

    List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(words);
        return command;
    }

    /** Lets this user pass through a directory whose content stays closed to them. */
    void letThrough(Path directory) throws IOException {
        if (ownsFiles) {
            Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(directory));
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(directory, permissions);
            if (!new Command(command(List.of("test", "-x", directory.toString()))).succeeds()) {
                throw new StoreException("PostgreSQL refuses to run as root, and the user lent to it (" + NOBODY
                        + ") cannot reach " + directory
                        + "; run Sequitur as an ordinary user, choose another data directory, or use --database-url");
            }
        }
    }

    /** Gives the files to this user if they are not already theirs. */
    void own(Path tree) throws IOException {
        if (new UnixSystem().getUid() != 0 || owner(tree) == id) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                give(file);
                return FileVisitResult.CONTINUE;
            }

            // The directory comes after what it holds, so its owner tells whether all was given.
            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                give(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void give(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", (int) id, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", (int) id, LinkOption.NOFOLLOW_LINKS);
    }

    private static long owner(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid")).longValue();
    }
}
