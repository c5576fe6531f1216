package org.sequitur.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.backup.Backup;
import org.sequitur.backup.BackupWriter;
import org.sequitur.store.DatabaseSnapshot;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all that a database holds into a file, beside a running server or without one. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all that the database holds at one moment into one file, while the",
            "server runs or not, with the files of attachments, if those are kept in a",
            "directory. It changes nothing. 'restore' puts it into an empty place again,",
            "under any version of PostgreSQL from 15 on.",
            "The file is not encrypted; only its owner may read it."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:the backup is made",
            "1:there is none; one line tells why",
            "2:the arguments make no sense",
            "3:it is made, but some files of attachments were missing or changed already"
        })
final class BackupCommand implements Callable<Integer> {

    private static final int DAMAGED = 3;
    private static final int MOST_TOLD = 100;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private AttachmentsOptions attachments = new AttachmentsOptions();

    @Option(names = "--overwrite", description = "Replaces FILE if it is there.")
    private boolean overwrite;

    @Parameters(
            paramLabel = "FILE|DIR",
            description = "The file to make, or a directory that is there, for one named sequitur-DATE-TIME.zip in it.")
    private Path target = Path.of("");

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Instant takenAt = Clock.systemUTC().instant();
        Path file = Files.isDirectory(target) ? target.resolve("sequitur-" + MOMENT.format(takenAt) + ".zip") : target;
        List<String> damages = new ArrayList<>();
        BackupWriter.Made made = make(file, takenAt, damages);
        tell(command.getOut(), file, made);
        damages.forEach(damage -> command.getErr().println("sequitur: " + damage));
        if (made.damaged() > damages.size()) {
            command.getErr().println("sequitur: and " + (made.damaged() - damages.size()) + " more like the last");
        }
        return made.damaged() == 0 ? 0 : DAMAGED;
    }

    private BackupWriter.Made make(Path file, Instant takenAt, List<String> damages) {
        MegabyteBar bar = new MegabyteBar();
        try (DatabaseOptions.Located located = databaseOptions.locate();
                DatabaseSnapshot snapshot = DatabaseSnapshot.of(located.address())) {
            return BackupWriter.of(
                            snapshot,
                            attachments.directory(),
                            attachments.areWanted(),
                            SequiturCommand.version(),
                            takenAt,
                            bar)
                    .write(file, overwrite, damage -> {
                        if (damages.size() < MOST_TOLD) {
                            damages.add(damage);
                        }
                    });
        } finally {
            bar.clear();
        }
    }

    private static void tell(PrintWriter out, Path file, BackupWriter.Made made) {
        Backup contents = made.contents();
        out.println("backup       " + file.toAbsolutePath().normalize());
        out.println("as of        " + contents.takenAt());
        out.printf(
                Locale.ROOT,
                "holds        %,d rows of %d tables",
                contents.rows(),
                contents.tables().size());
        if (contents.attachments() != null) {
            out.printf(
                    Locale.ROOT,
                    ", %,d files of attachments",
                    contents.attachments().files());
        }
        out.printf(Locale.ROOT, "%nbytes        %,d%n", made.bytes());
        out.println("checksum     " + made.seal());
    }
}
