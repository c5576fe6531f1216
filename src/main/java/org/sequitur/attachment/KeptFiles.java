package org.sequitur.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The directory that files are kept in, for those who only read it. */
public final class KeptFiles {

    private final @Nullable FileDirectory directory;

    /** @param directory null or blank when none was named */
    public KeptFiles(@Nullable String directory) {
        this.directory =
                directory == null || directory.isBlank() ? null : new FileDirectory(Path.of(directory.strip()));
    }

    public boolean isNamed() {
        return directory != null;
    }

    /**
     * @param name as the database has it
     * @return to be closed
     * @throws IOException when no directory was named, or the file is not in it
     */
    public InputStream open(String name) throws IOException {
        if (directory == null) {
            throw new IOException("attachments are kept in a directory that was not named");
        }
        return directory.open(name);
    }
}
