package org.sequitur.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where attachments are kept: the same option for every command that reads them. */
final class AttachmentsOption {

    @Option(
            names = "--attachments-directory",
            paramLabel = "DIR",
            defaultValue = "${sys:sequitur.attachments.directory:-${env:SEQUITUR_ATTACHMENTS_DIRECTORY}}",
            description = {
                "Where the server keeps attachments, if it keeps any in a directory.",
                "Environment: SEQUITUR_ATTACHMENTS_DIRECTORY"
            })
    private @Nullable String directory;

    @Nullable
    String directory() {
        return directory;
    }
}
