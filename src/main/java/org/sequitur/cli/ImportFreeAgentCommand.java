package org.sequitur.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.archive.Archive;
import org.sequitur.archive.ArchiveException;
import org.sequitur.archive.CompanyImport;
import org.sequitur.freeagent.CopyReport;
import org.sequitur.freeagent.FetchedPages;
import org.sequitur.freeagent.SourceApi;
import org.sequitur.freeagent.SourceArchive;
import org.sequitur.freeagent.SourceCopy;
import org.sequitur.freeagent.SourceException;
import org.sequitur.freeagent.SourceNumbering;
import org.sequitur.store.RecordClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies a company over FreeAgent's API. */
@Command(
        name = "freeagent",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a company over FreeAgent's API, reading only, and tells what did not fit.",
            "What has been fetched is kept in a directory: when the copying is interrupted, the same command goes on.",
            "Records keep their ids. Works beside a running server."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:the company is there, and whole; what did not fit is in the report",
            "1:it could not be copied, and nothing was loaded",
            "2:the arguments make no sense",
            "3:the company is there, and something in it is not as it must be"
        })
final class ImportFreeAgentCommand implements Callable<Integer> {

    private static final String REPORT = "report.txt";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private LoadOptions loadOptions = new LoadOptions();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:SEQUITUR_FREEAGENT_TOKEN}",
            description = {
                "An access token of a user who may see everything (level 8).",
                "Environment: SEQUITUR_FREEAGENT_TOKEN"
            })
    private @Nullable String token;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "https://api.freeagent.com",
            description = "The API (default: ${DEFAULT-VALUE}; the sandbox is https://api.sandbox.freeagent.com).")
    private URI url = URI.create("https://api.freeagent.com");

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "freeagent-copy",
            description = "Where what is fetched is kept, with the report (default: ${DEFAULT-VALUE}).")
    private Path work = Path.of("freeagent-copy");

    @Option(
            names = "--per-minute",
            paramLabel = "N",
            defaultValue = "100",
            description = {
                "Requests a minute at most; 0 for as many as the API takes (default: ${DEFAULT-VALUE}).",
                "FreeAgent takes 120, and 3600 an hour; when it asks to wait, that is done."
            })
    private int perMinute;

    @Option(names = "--fetch-only", description = "Fetches, makes the report and loads nothing.")
    private boolean fetchOnly;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        if (token == null || token.isBlank()) {
            throw new ParameterException(command.commandLine(), "--token is missing");
        }
        if (perMinute < 0) {
            throw new ParameterException(command.commandLine(), "--per-minute must be 0 or more");
        }
        PrintWriter out = command.commandLine().getOut();
        try {
            return copy(token, out);
        } catch (ArchiveException | SourceException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure("The report cannot be written: " + e);
        }
    }

    private int copy(String secret, PrintWriter out) throws IOException {
        FetchProgress progress = new FetchProgress(out);
        SourceApi api = new SourceApi(url, secret, perMinute, progress::pauses);
        FetchedPages pages = new FetchedPages(work.resolve("pages"), api.base());
        SourceCopy copy = new SourceCopy(api, pages, progress);
        try {
            copy.fetchAll();
        } finally {
            progress.end();
        }
        CopyReport report = new CopyReport();
        copy.tellNotKept(report);
        try (DatabaseOptions.Open open = databaseOptions.makeOrJoin()) {
            Path directory = work.resolve("archive");
            new SourceArchive(pages, report)
                    .write(directory, CompanyImport.schema(open.database().pool()), api.base());
            int code = fetchOnly ? 0 : load(open, Archive.open(directory), pages, report, out);
            Files.write(work.resolve(REPORT), report.lines());
            report.lines().forEach(out::println);
            out.println(
                    "The report is in " + work.resolve(REPORT).toAbsolutePath().normalize());
            return code;
        }
    }

    private int load(
            DatabaseOptions.Open open, Archive archive, FetchedPages pages, CopyReport report, PrintWriter out) {
        RecordClock clock = new RecordClock(Clock.systemUTC());
        ArchiveLoad.Loaded loaded = new ArchiveLoad(open.database(), loadOptions, out)
                .load(archive, (house, company) -> new SourceNumbering(house.jdbc()).write(company, clock.now()));
        new LoadedCopy(open.database(), loaded.token()).compare(pages, work.resolve("check"), report);
        return loaded.exitCode();
    }
}
