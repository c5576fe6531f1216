package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.company.Companies;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.company.HeldCompanies;
import org.sequitur.company.NewCompany;
import org.sequitur.invoice.MissedDays;
import org.sequitur.person.Passwords;
import org.sequitur.person.People;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.AccessTokens;
import org.sequitur.token.TokenSecret;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Founds, lists, holds and releases the companies of a server, beside a running one or without. */
@Command(
        name = "company",
        mixinStandardHelpOptions = true,
        description = "Founds and lists companies, holds and releases them.",
        subcommands = {
            CompanyCommand.Create.class,
            CompanyCommand.Listing.class,
            CompanyCommand.Hold.class,
            CompanyCommand.Release.class
        })
final class CompanyCommand extends CommandGroup {

    /** The names of company types, as the API has them. */
    static final class TypeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(CompanyType.values())
                    .map(CompanyType::wireName)
                    .iterator();
        }
    }

    /** {@code company create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Founds a company with an owner, and prints its subdomain and, once, a token of the owner.")
    static final class Create extends DatabaseCommand {

        private record Founded(long companyId, TokenSecret token) {}

        @Parameters(paramLabel = "NAME", description = "What the company is called.")
        private String name = "";

        @Option(
                names = "--owner",
                paramLabel = "EMAIL",
                required = true,
                description = {
                    "Who owns it. Whoever signs in with that address already does so here, too;",
                    "others choose a password at /password/forgotten."
                })
        private String email = "";

        @Option(names = "--first-name", paramLabel = "NAME", description = "Of the owner. Default: Company")
        private String firstName = "Company";

        @Option(names = "--last-name", paramLabel = "NAME", description = "Of the owner. Default: Owner")
        private String lastName = "Owner";

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                completionCandidates = TypeNames.class,
                description = {"One of ${COMPLETION-CANDIDATES}.", "Default: UkLimitedCompany"})
        private String type = CompanyType.UK_LIMITED_COMPANY.wireName();

        @Option(
                names = "--currency",
                paramLabel = "CODE",
                description = "Of its books. Default: what is usual for the type")
        private @Nullable String currency;

        @Option(
                names = "--country",
                paramLabel = "NAME",
                description = "In English. Default: what is usual for the type")
        private @Nullable String country;

        @Option(
                names = "--time-zone",
                paramLabel = "ZONE",
                description = "Such as Europe/Berlin. Default: what is usual for the type")
        private @Nullable String timeZone;

        @Option(
                names = "--vat-number",
                paramLabel = "NUMBER",
                description = "Registers a UK company for VAT, from --vat-from on.")
        private @Nullable String vatNumber;

        @Option(names = "--vat-from", paramLabel = "DATE", description = "Such as 2026-04-01. Default: today")
        private @Nullable LocalDate vatFrom;

        @Option(names = "--held", description = "Nothing happens by itself in it until it is released.")
        private boolean held;

        @Override
        int run(HouseConnections house, PrintWriter out) {
            CompanyFounding founding = founding();
            Clock clock = Clock.systemUTC();
            RecordClock recordClock = new RecordClock(clock);
            Companies companies = new Companies(house.jdbc(), house, recordClock, clock);
            try (Passwords passwords = new Passwords()) {
                People people = new People(house, passwords, recordClock);
                AccessTokens tokens = new AccessTokens(house, recordClock);
                Founded founded = Objects.requireNonNull(house.transactions().execute(status -> {
                    NewCompany company = companies.create(founding);
                    people.join(company.companyId(), company.ownerId());
                    TokenSecret token = tokens.create(company.companyId(), company.ownerId(), "first");
                    return new Founded(company.companyId(), token);
                }));
                out.println("company    " + founded.companyId());
                out.println("subdomain  " + companies.get(founded.companyId()).subdomain());
                out.println("token      " + founded.token().text());
            }
            return 0;
        }

        private CompanyFounding founding() {
            try {
                CompanyFounding founding = new CompanyFounding(
                        name, CompanyType.of(type), new CompanyFounding.Owner(email, firstName, lastName));
                if (currency != null) {
                    founding.currency(currency);
                }
                if (country != null) {
                    founding.address(Address.in(country));
                }
                if (timeZone != null) {
                    founding.timeZone(ZoneId.of(timeZone));
                }
                if (vatNumber != null) {
                    founding.registeredForVat(vatNumber, vatFrom == null ? LocalDate.now(Clock.systemUTC()) : vatFrom);
                } else if (vatFrom != null) {
                    throw new CommandFailure("--vat-from needs --vat-number");
                }
                if (held) {
                    founding.held();
                }
                return founding;
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code company list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists companies and their owners.")
    static final class Listing extends DatabaseCommand {

        private static final String LINE = "%-8s %-24s %-8s %-32s %-24s %s%n";

        private record Row(
                long id,
                String subdomain,
                String currency,
                String owners,
                @Nullable Instant heldSince,
                String name) {}

        @Override
        int run(HouseConnections house, PrintWriter out) {
            JdbcClient jdbc = house.jdbc();
            out.printf(LINE, "ID", "SUBDOMAIN", "CURRENCY", "OWNERS", "HELD SINCE", "NAME");
            jdbc.sql("""
                            SELECT c.id, c.subdomain, c.currency,
                                   (SELECT string_agg(u.email, ',' ORDER BY u.id) FROM users u
                                    WHERE u.company_id = c.id AND u.permission_level = 8) AS owners, c.held_since, c.name
                            FROM company c ORDER BY c.id
                            """)
                    .query((row, number) -> new Row(
                            row.getLong("id"),
                            row.getString("subdomain"),
                            row.getString("currency"),
                            Objects.requireNonNullElse(row.getString("owners"), ""),
                            Columns.optionalInstant(row, "held_since"),
                            row.getString("name")))
                    .list()
                    .forEach(company -> out.printf(
                            LINE,
                            company.id(),
                            company.subdomain(),
                            company.currency(),
                            company.owners(),
                            company.heldSince() == null ? "" : company.heldSince(),
                            company.name()));
            return 0;
        }
    }

    /** {@code company hold}. */
    @Command(
            name = "hold",
            mixinStandardHelpOptions = true,
            description = {
                "Has nothing happen by itself in a company: no recurring invoice is made, no",
                "scheduled one sent, no mail and no webhook leaves. Requests are served as ever."
            })
    static final class Hold extends DatabaseCommand {

        @Parameters(paramLabel = "SUBDOMAIN", description = "As company list shows it.")
        private String subdomain = "";

        @Override
        int run(HouseConnections house, PrintWriter out) {
            Instant since = new HeldCompanies(house, new RecordClock(Clock.systemUTC()))
                    .hold(subdomain)
                    .orElseThrow(() -> new CommandFailure("There is no company " + subdomain));
            out.println(subdomain + " is held since " + since);
            return 0;
        }
    }

    /** {@code company release}. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = {
                "Releases a company that is held: what is due happens within minutes, mails that",
                "wait are sent, webhooks delivered."
            })
    static final class Release extends DatabaseCommand {

        @Parameters(paramLabel = "SUBDOMAIN", description = "As company list shows it.")
        private String subdomain = "";

        @Option(
                names = "--skip-missed",
                description = {
                    "No invoice is made for days of recurring invoices that have passed; they go on",
                    "with the first one from today on. Default: each day becomes an invoice now."
                })
        private boolean skipsMissed;

        @Override
        int run(HouseConnections house, PrintWriter out) {
            Clock clock = Clock.systemUTC();
            int resumed = Objects.requireNonNull(house.transactions().execute(status -> {
                long id = new HeldCompanies(house, new RecordClock(clock))
                        .release(subdomain)
                        .orElseThrow(() -> new CommandFailure("There is no company " + subdomain + " that is held"));
                return skipsMissed ? new MissedDays(house, clock).passOver(id) : 0;
            }));
            out.println(subdomain + " is released");
            if (skipsMissed) {
                out.println("recurring invoices with skipped days: " + resumed);
            }
            return 0;
        }
    }
}
