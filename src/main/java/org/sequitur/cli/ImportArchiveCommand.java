package org.sequitur.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.archive.Archive;
import org.sequitur.archive.ArchiveException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads what {@code export} wrote. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = {
            "Loads a company from the directory that \"export\" wrote: all of it, or nothing.",
            "Records keep their ids. Works beside a running server."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:the company is there, and whole",
            "1:it could not be loaded, and nothing was",
            "2:the arguments make no sense",
            "3:the company is there, and something in it is not as it must be"
        })
final class ImportArchiveCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private LoadOptions loadOptions = new LoadOptions();

    @Parameters(paramLabel = "DIR", description = "The directory of the archive.")
    private Path directory = Path.of("");

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            Archive archive = Archive.open(directory);
            try (DatabaseOptions.Open open = databaseOptions.makeOrJoin()) {
                return new ArchiveLoad(open.database(), loadOptions, out)
                        .load(archive)
                        .exitCode();
            }
        } catch (ArchiveException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}
