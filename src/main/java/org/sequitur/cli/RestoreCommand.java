package org.sequitur.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.backup.Backup;
import org.sequitur.backup.BackupFile;
import org.sequitur.backup.Restoration;
import org.sequitur.store.EmbeddedPostgres;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup into an empty place, and goes through it there. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a backup into an empty data directory (--data), or into an empty database",
            "of your own (--database-url), starts that, and goes through it as 'verify'",
            "does. A backup that was cut off or changed restores nothing; one of an older",
            "Sequitur is brought up to date."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:everything is restored, and whole",
            "1:nothing is restored; one line tells why",
            "2:the arguments make no sense",
            "3:everything is restored, and something in it is not as it must be"
        })
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private AttachmentsOptions attachments = new AttachmentsOptions();

    @Option(names = "--no-verify", description = "Does not go through what was restored.")
    private boolean unverified;

    @Parameters(paramLabel = "BACKUP", description = "What 'backup' made.")
    private Path backup = Path.of("");

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        MegabyteBar bar = new MegabyteBar();
        try (BackupFile file = BackupFile.open(backup, bar)) {
            bar.clear();
            Set<String> foreign = restore(Restoration.of(file, directory(file.contents()), bar));
            bar.clear();
            tell(command.getOut(), file.contents());
            foreign.stream()
                    .sorted()
                    .forEach(table -> command.getErr()
                            .println("sequitur: The table " + table + " is none of Sequitur's and was left out"));
        } finally {
            bar.clear();
        }
        return unverified ? 0 : verify(command.getOut());
    }

    /** Where files go; null when none are to be restored. */
    private @Nullable Path directory(Backup contents) {
        if (!attachments.areWanted() || contents.attachments() == null) {
            return null;
        }
        if (attachments.directory() == null) {
            throw new CommandFailure(
                    "The backup has files of attachments: name the directory that they are to be put into"
                            + " with --attachments-directory, or leave them out with --no-attachments");
        }
        return attachments.directory();
    }

    private Set<String> restore(Restoration restoration) {
        if (databaseOptions.isOwn()) {
            return restoration.into(databaseOptions.own());
        }
        EmbeddedPostgres server = EmbeddedPostgres.startToRestore(databaseOptions.data());
        Set<String> foreign;
        try {
            foreign = restoration.into(server.address());
        } catch (RuntimeException e) {
            server.discard();
            throw e;
        }
        server.close();
        server.settle();
        return foreign;
    }

    private static void tell(PrintWriter out, Backup contents) {
        out.printf(
                Locale.ROOT,
                "Restored %,d rows of %d tables as of %s%n",
                contents.rows(),
                contents.tables().size(),
                contents.takenAt());
        out.flush();
    }

    private int verify(PrintWriter out) {
        try (DatabaseOptions.Open open = databaseOptions.open()) {
            return VerifyCommand.verify(open.database(), null, null, attachments.text(), out);
        }
    }
}
