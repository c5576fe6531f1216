package org.sequitur.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.archive.ArchiveException;
import org.sequitur.archive.CompanyExport;
import org.sequitur.store.HouseConnections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes everything of a company as files. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes everything of a company as it is at one moment: each table as JSON and as CSV, and the files.",
            "It changes nothing, and works beside a running server. \"import archive\" reads what it writes."
        })
final class ExportCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private AttachmentsOption attachments = new AttachmentsOption();

    @Parameters(paramLabel = "DIR", description = "Where to: a directory that is not there yet, or empty.")
    private Path directory = Path.of("");

    @Option(
            names = "--company",
            paramLabel = "SUBDOMAIN",
            description = "Which company. Needed when the database holds several")
    private @Nullable String subdomain;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (DatabaseOptions.Open open = databaseOptions.openOrJoin();
                Connection connection = open.database().connectToLook()) {
            long companyId = company(new HouseConnections(open.database().pool()));
            CompanyExport export = new CompanyExport(connection, attachments.directory());
            long rows = export.count(companyId);
            ProgressBar bar = ProgressBar.onTerminal(rows);
            try {
                export.write(companyId, directory, bar::advance);
            } finally {
                bar.clear();
            }
            out.println(rows + " rows are in " + directory.toAbsolutePath().normalize());
            return 0;
        } catch (SQLException e) {
            throw new CommandFailure("The database could not be read to the end: " + e.getMessage());
        } catch (ArchiveException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private long company(HouseConnections house) {
        List<Long> found = house.jdbc()
                .sql(
                        "SELECT id FROM company WHERE subdomain = :name OR CAST(:name AS text) IS NULL ORDER BY id LIMIT 2")
                .param("name", subdomain)
                .query(Long.class)
                .list();
        if (found.isEmpty()) {
            throw new CommandFailure(
                    subdomain == null ? "There is no company" : "There is no company with the subdomain " + subdomain);
        }
        if (found.size() > 1) {
            throw new CommandFailure("There are several companies; name one with --company (company list shows them)");
        }
        return found.getFirst();
    }
}
