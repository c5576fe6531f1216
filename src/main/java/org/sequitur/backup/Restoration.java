package org.sequitur.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.attachment.FileArchive;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.DatabaseRestore;

/** Puts what is in a backup into an empty database, and into an empty directory of attachments. */
public final class Restoration {

    private final BackupFile file;
    private final Backup contents;
    private final @Nullable Path directory;
    private final Progress progress;
    private long done;

    private Restoration(BackupFile file, @Nullable Path directory, Progress progress) {
        this.file = file;
        this.contents = file.contents();
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * For a backup.
     *
     * @param directory where files of attachments go; null when they are not to be restored, or there are none
     * @throws BackupException when the directory is not empty
     */
    public static Restoration of(BackupFile file, @Nullable Path directory, Progress progress) {
        try {
            if (directory != null && !new FileArchive(directory).isEmpty()) {
                throw new BackupException(
                        "The directory " + directory.toAbsolutePath().normalize()
                                + " is not empty; nothing was changed. Restore into a new one");
            }
            return new Restoration(file, directory, progress);
        } catch (IOException e) {
            throw new BackupException("The directory " + directory + " cannot be read: " + e, e);
        }
    }

    /**
     * Restores.
     *
     * @return the names of tables that are in the backup and none of Sequitur's; they were left out
     * @throws BackupException when the backup is not what it says of itself
     */
    public Set<String> into(DatabaseAddress address) {
        try (DatabaseRestore restore = DatabaseRestore.into(address, contents.migrations())) {
            Set<String> foreign = restore.foreign(
                    contents.tables().stream().map(Backup.Table::stored).toList());
            List<Backup.Table> own = contents.tables().stream()
                    .filter(table -> !foreign.contains(table.name()))
                    .toList();
            for (Backup.Table table : own) {
                load(restore, table);
            }
            if (directory != null && contents.attachments() != null) {
                unpack(directory, contents.attachments());
            }
            restore.complete(contents.sequences());
            return foreign;
        } catch (IOException e) {
            throw new BackupException("What is in the backup cannot be restored: " + e.getMessage(), e);
        }
    }

    private void load(DatabaseRestore restore, Backup.Table table) throws IOException {
        try (BackupFile.Part part = file.part(table.part(), table.sha256())) {
            long rows = restore.load(table.stored(), new Counted(part.stream(), this::tell));
            part.check();
            if (rows != table.rows()) {
                throw new BackupException("The table " + table.name() + " has " + rows
                        + " rows in the backup instead of " + table.rows() + "; nothing was restored");
            }
        }
    }

    private void unpack(Path directory, Backup.Attachments attachments) throws IOException {
        try (BackupFile.Part part = file.part(Backup.Attachments.PART, attachments.sha256())) {
            FileArchive files = new FileArchive(directory);
            long count = files.read(new Counted(part.stream(), this::tell));
            part.check();
            if (count != attachments.files()) {
                throw new BackupException("There are " + count + " files in the backup instead of "
                        + attachments.files() + "; nothing was restored");
            }
            files.mark(attachments.mark());
        }
    }

    private void tell(long bytes) {
        done += bytes;
        progress.advance(done, contents.bytes());
    }

    /** Tells what is read. */
    private static final class Counted extends FilterInputStream {

        private final LongConsumer count;

        Counted(InputStream in, LongConsumer count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count.accept(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count.accept(Math.max(0, read));
            return read;
        }
    }
}
