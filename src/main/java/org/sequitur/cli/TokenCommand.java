package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.AccessToken;
import org.sequitur.token.AccessTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, lists and revokes access tokens, beside a running server or without one. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes access tokens.",
        subcommands = {TokenCommand.Create.class, TokenCommand.Listing.class, TokenCommand.Revoke.class})
final class TokenCommand extends CommandGroup {

    /** {@code token create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token and prints it, once. It acts for the company's owner unless --user says else.")
    static final class Create extends DatabaseCommand {

        private record Holder(long companyId, long userId) {}

        @Option(
                names = "--name",
                paramLabel = "NAME",
                defaultValue = "script",
                description = "What the token is for. Default: script")
        private String name = "script";

        @Option(
                names = "--user",
                paramLabel = "EMAIL",
                description = "The user that the token acts for. Default: the owner")
        private @Nullable String user;

        @Option(
                names = "--company",
                paramLabel = "SUBDOMAIN",
                description = "The company. Default: the only one there is")
        private @Nullable String company;

        @Override
        int run(HouseConnections house, PrintWriter out) {
            List<Holder> holders = house.jdbc()
                    .sql("""
                            SELECT DISTINCT ON (u.company_id) u.company_id, u.id
                            FROM users u JOIN company c ON c.id = u.company_id
                            WHERE (CAST(:user AS text) IS NULL OR lower(u.email) = lower(:user))
                              AND (CAST(:company AS text) IS NULL OR c.subdomain = :company)
                            ORDER BY u.company_id, u.permission_level DESC, u.id
                            """)
                    .param("user", user)
                    .param("company", company)
                    .query((row, number) -> new Holder(row.getLong(1), row.getLong(2)))
                    .list();
            if (holders.isEmpty()) {
                throw new CommandFailure("There is no such user or company; has the server been started once?");
            }
            if (holders.size() > 1) {
                throw new CommandFailure("The server holds " + holders.size() + " companies; name one with --company");
            }
            out.println(tokens(house)
                    .create(holders.getFirst().companyId(), holders.getFirst().userId(), name)
                    .text());
            return 0;
        }
    }

    /** {@code token list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists tokens; never their secrets.")
    static final class Listing extends DatabaseCommand {

        @Override
        int run(HouseConnections house, PrintWriter out) {
            out.printf("%-8s %-20s %-24s %-28s %-24s %s%n", "ID", "NAME", "COMPANY", "USER", "CREATED", "REVOKED");
            for (AccessToken token : tokens(house).list()) {
                out.printf(
                        "%-8d %-20s %-24s %-28s %-24s %s%n",
                        token.id(),
                        token.name(),
                        token.companyName(),
                        token.userEmail(),
                        token.createdAt(),
                        token.revokedAt() == null ? "" : token.revokedAt());
            }
            return 0;
        }
    }

    /** {@code token revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a token; running servers refuse it within a second.")
    static final class Revoke extends DatabaseCommand {

        @Parameters(paramLabel = "ID", description = "As token list shows it.")
        private long id;

        @Override
        int run(HouseConnections house, PrintWriter out) {
            if (!tokens(house).revoke(id)) {
                throw new CommandFailure("There is no token " + id + " that could be revoked");
            }
            out.println("Token " + id + " is revoked");
            return 0;
        }
    }

    private static AccessTokens tokens(HouseConnections house) {
        return new AccessTokens(house, new RecordClock(Clock.systemUTC()));
    }
}
