package org.sequitur.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the files of attachments are, for backups. */
final class AttachmentsOptions {

    @Option(
            names = "--attachments-directory",
            paramLabel = "DIR",
            defaultValue = "${sys:sequitur.attachments.directory:-${env:SEQUITUR_ATTACHMENTS_DIRECTORY}}",
            description = {
                "The directory of attachments, if they are kept in one.",
                "Environment: SEQUITUR_ATTACHMENTS_DIRECTORY"
            })
    private @Nullable String directory;

    @Option(names = "--no-attachments", description = "Leaves the files in that directory to another program.")
    private boolean without;

    /** Null when none was named. */
    @Nullable
    Path directory() {
        return directory == null || directory.isBlank() ? null : Path.of(directory.strip());
    }

    /** What was named, as it was. */
    @Nullable
    String text() {
        return directory;
    }

    boolean areWanted() {
        return !without;
    }
}
