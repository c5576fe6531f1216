package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.AccessToken;
import org.sequitur.token.AccessTokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes access tokens, beside a running server or without one. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes access tokens.",
        subcommands = {TokenCommand.Create.class, TokenCommand.Listing.class, TokenCommand.Revoke.class})
final class TokenCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "token: say create, list or revoke");
    }

    /** What the three have in common. */
    abstract static class OnTokens implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DatabaseOptions databaseOptions = new DatabaseOptions();

        @Override
        public Integer call() {
            try (DatabaseOptions.Open open = databaseOptions.openOrJoin()) {
                HouseConnections house = new HouseConnections(open.database().pool());
                PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
                return run(new AccessTokens(house, new RecordClock(Clock.systemUTC())), house.jdbc(), out);
            }
        }

        abstract int run(AccessTokens tokens, JdbcClient jdbc, PrintWriter out);
    }

    /** {@code token create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token and prints it, once. It acts for the company's owner unless --user says else.")
    static final class Create extends OnTokens {

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
        int run(AccessTokens tokens, JdbcClient jdbc, PrintWriter out) {
            List<Holder> holders = jdbc.sql("""
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
            out.println(tokens.create(
                            holders.getFirst().companyId(), holders.getFirst().userId(), name)
                    .text());
            return 0;
        }
    }

    /** {@code token list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists tokens; never their secrets.")
    static final class Listing extends OnTokens {

        @Override
        int run(AccessTokens tokens, JdbcClient jdbc, PrintWriter out) {
            out.printf("%-8s %-20s %-24s %-28s %-24s %s%n", "ID", "NAME", "COMPANY", "USER", "CREATED", "REVOKED");
            for (AccessToken token : tokens.list()) {
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
    static final class Revoke extends OnTokens {

        @Parameters(paramLabel = "ID", description = "As token list shows it.")
        private long id;

        @Override
        int run(AccessTokens tokens, JdbcClient jdbc, PrintWriter out) {
            if (!tokens.revoke(id)) {
                throw new CommandFailure("There is no token " + id + " that could be revoked");
            }
            out.println("Token " + id + " is revoked");
            return 0;
        }
    }
}
