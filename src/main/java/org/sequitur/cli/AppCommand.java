package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.sequitur.oauth.App;
import org.sequitur.oauth.Apps;
import org.sequitur.oauth.NewApp;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.TokenSecret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers apps for OAuth, lists and deletes them, and changes their secrets, beside a running server or without one. */
@Command(
        name = "app",
        mixinStandardHelpOptions = true,
        description = "Registers apps that ask people for access (OAuth 2).",
        subcommands = {
            AppCommand.Create.class,
            AppCommand.Listing.class,
            AppCommand.Rotate.class,
            AppCommand.Delete.class
        })
final class AppCommand extends CommandGroup {

    /** {@code app create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Registers an app and prints its client id and, once, its secret.")
    static final class Create extends DatabaseCommand {

        @Parameters(paramLabel = "NAME", description = "What people are shown when they are asked for access.")
        private String name = "";

        @Option(
                names = "--redirect-uri",
                paramLabel = "URI",
                required = true,
                description = {
                    "Where people are sent back to; may be given several times.",
                    "https://, or http:// to 127.0.0.1, [::1] or localhost. The port",
                    "of 127.0.0.1 and [::1] may be another when the app asks."
                })
        private List<String> redirectUris = List.of();

        @Option(
                names = "--practice",
                description =
                        "For a practice: its tokens act in each company that the person belongs to (X-Subdomain).")
        private boolean practice;

        @Override
        int run(HouseConnections house, PrintWriter out) {
            NewApp made;
            try {
                made = apps(house).create(name, practice ? App.Kind.PRACTICE : App.Kind.COMPANY, redirectUris, null);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()));
            }
            out.println("app            " + made.app().id());
            out.println("client id      " + made.app().clientId());
            out.println("client secret  " + made.secret().text());
            return 0;
        }
    }

    /** {@code app list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists apps; never their secrets.")
    static final class Listing extends DatabaseCommand {

        @Override
        int run(HouseConnections house, PrintWriter out) {
            out.printf(
                    "%-8s %-24s %-34s %-9s %-8s %s%n", "ID", "NAME", "CLIENT ID", "KIND", "SECRETS", "REDIRECT URIS");
            for (App app : apps(house).list()) {
                out.printf(
                        "%-8d %-24s %-34s %-9s %-8d %s%n",
                        app.id(),
                        app.name(),
                        app.clientId(),
                        app.kind().name().toLowerCase(Locale.ROOT),
                        app.secrets().size(),
                        String.join(" ", app.redirectUris()));
            }
            return 0;
        }
    }

    /** {@code app rotate}. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Makes another secret and prints it, once. The one before stays valid beside it;",
                "of two live ones the older is revoked."
            })
    static final class Rotate extends DatabaseCommand {

        @Parameters(paramLabel = "ID", description = "As app list shows it.")
        private long id;

        @Option(names = "--now", description = "Revokes all older secrets at once.")
        private boolean now;

        @Override
        int run(HouseConnections house, PrintWriter out) {
            TokenSecret secret = apps(house).rotate(id, now);
            if (secret == null) {
                throw new CommandFailure("There is no app " + id);
            }
            out.println(secret.text());
            return 0;
        }
    }

    /** {@code app delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes an app; all that people granted it ends, within two seconds on running servers.")
    static final class Delete extends DatabaseCommand {

        @Parameters(paramLabel = "ID", description = "As app list shows it.")
        private long id;

        @Override
        int run(HouseConnections house, PrintWriter out) {
            if (!apps(house).delete(id)) {
                throw new CommandFailure("There is no app " + id);
            }
            out.println("App " + id + " is deleted");
            return 0;
        }
    }

    private static Apps apps(HouseConnections house) {
        return new Apps(house, new RecordClock(Clock.systemUTC()));
    }
}
