package org.sequitur.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the files of attachments are, for backups. */
final class AttachmentsOptions {

    @Mixin
    private AttachmentsOption place = new AttachmentsOption();

    @Option(names = "--no-attachments", description = "Leaves the files in that directory to another program.")
    private boolean without;

    /** Null when none was named. */
    @Nullable
    Path directory() {
        String directory = place.directory();
        return directory == null || directory.isBlank() ? null : Path.of(directory.strip());
    }

    /** What was named, as it was. */
    @Nullable
    String text() {
        return place.directory();
    }

    boolean areWanted() {
        return !without;
    }
}
