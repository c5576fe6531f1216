package org.sequitur.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.attachment.FilesCheck;
import org.sequitur.explanation.PaymentsCheck;
import org.sequitur.invoice.AmountsCheck;
import org.sequitur.invoice.CountsCheck;
import org.sequitur.numbering.PrintedReport;
import org.sequitur.numbering.ReferencesCheck;
import org.sequitur.reference.SequencesCheck;
import org.sequitur.series.ChainCheck;
import org.sequitur.store.Database;
import org.sequitur.verification.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Goes through everything that is stored and tells what cannot be. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Goes through the whole database, prints the references of each company, and tells what cannot be:",
            "a reference twice, a number that is missing without a reason, amounts that their lines do not come to,",
            "counts and sequences that are not what is stored, a strict series whose chain is broken,",
            "an attachment whose file is missing or changed.",
            "It changes nothing, but for bringing the schema of an older Sequitur up to date first,",
            "and works beside a running server."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:everything is whole",
            "1:it could not be looked at",
            "2:the arguments make no sense",
            "3:something is not as it must be"
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final int BREACH = 3;

    private record Company(long id, String subdomain) {}

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(
            names = "--company",
            paramLabel = "SUBDOMAIN",
            description = "Only this company. Default: all that the database holds")
    private @Nullable String subdomain;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many sequences and gaps of each company are printed, at most (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Mixin
    private AttachmentsOption attachments = new AttachmentsOption();

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (lines < 0) {
            throw new ParameterException(command, "--lines must be 0 or more");
        }
        PrintWriter out = command.getOut();
        try (DatabaseOptions.Open open = databaseOptions.openOrJoin()) {
            return verify(open.database(), subdomain, new PrintedReport(out, lines), attachments.directory(), out);
        }
    }

    /**
     * Goes through a database.
     *
     * @param subdomain the only company to be looked at; null for all
     * @param print is told the references; null for nobody
     * @param attachmentsDirectory where files are kept; null when none are kept in a directory
     * @return the exit code
     */
    static int verify(
            Database database,
            @Nullable String subdomain,
            @Nullable PrintedReport print,
            @Nullable String attachmentsDirectory,
            PrintWriter out) {
        try (Connection connection = database.connectToLook()) {
            int breaches = 0;
            List<Company> companies = companies(connection, subdomain);
            for (Company company : companies) {
                breaches += verify(connection, company, verification(print, attachmentsDirectory), out);
                // Each company is looked at as it is at one moment; the next one may be a later moment.
                connection.commit();
            }
            out.println(counted(companies.size(), "company", "companies") + ", "
                    + (breaches == 0 ? "all whole" : counted(breaches, "breach", "breaches")));
            return breaches == 0 ? 0 : BREACH;
        } catch (SQLException e) {
            throw new CommandFailure("The database could not be read to the end: " + e.getMessage());
        }
    }

    private static String counted(int count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    /**
     * All that is checked.
     *
     * @param print is told the references; null for nobody
     * @param attachmentsDirectory where files are kept; null when none are kept in a directory
     */
    public static Verification verification(@Nullable PrintedReport print, @Nullable String attachmentsDirectory) {
        // The report makes the planner work otherwise for the rest of the transaction, so it comes last.
        return new Verification(List.of(
                new SequencesCheck(),
                new AmountsCheck(),
                new CountsCheck(),
                new PaymentsCheck(),
                new ChainCheck(),
                new FilesCheck(attachmentsDirectory),
                new ReferencesCheck(print)));
    }

    private static List<Company> companies(Connection connection, @Nullable String subdomain) throws SQLException {
        List<Company> companies = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, subdomain FROM company WHERE subdomain = ? OR ? IS NULL ORDER BY id")) {
            statement.setString(1, subdomain);
            statement.setString(2, subdomain);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    companies.add(new Company(rows.getLong(1), rows.getString(2)));
                }
            }
        }
        connection.commit();
        if (companies.isEmpty() && subdomain != null) {
            throw new CommandFailure("There is no company with the subdomain " + subdomain);
        }
        return companies;
    }

    private static int verify(Connection connection, Company company, Verification verification, PrintWriter out)
            throws SQLException {
        out.println("Company " + company.subdomain());
        Verification.Findings findings = verification.run(connection, company.id());
        findings.told().forEach(breach -> out.println("  BREACH: " + breach));
        if (findings.breaches() == 0) {
            out.println("  whole");
        }
        out.flush();
        return findings.breaches();
    }
}
