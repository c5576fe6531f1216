package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
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
import org.sequitur.company.NewCompany;
import org.sequitur.person.Passwords;
import org.sequitur.person.People;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.AccessTokens;
import org.sequitur.token.TokenSecret;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Founds and lists the companies of a server, beside a running one or without. */
@Command(
        name = "company",
        mixinStandardHelpOptions = true,
        description = "Founds and lists companies.",
        subcommands = {CompanyCommand.Create.class, CompanyCommand.Listing.class})
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
                return founding;
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code company list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists companies and their owners.")
    static final class Listing extends DatabaseCommand {

        private record Row(long id, String subdomain, String currency, String owners, String name) {}

        @Override
        int run(HouseConnections house, PrintWriter out) {
            JdbcClient jdbc = house.jdbc();
            out.printf("%-8s %-24s %-8s %-32s %s%n", "ID", "SUBDOMAIN", "CURRENCY", "OWNERS", "NAME");
            jdbc.sql("""
                            SELECT c.id, c.subdomain, c.currency,
                                   (SELECT string_agg(u.email, ',' ORDER BY u.id) FROM users u
                                    WHERE u.company_id = c.id AND u.permission_level = 8), c.name
                            FROM company c ORDER BY c.id
                            """)
                    .query((row, number) -> new Row(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            Objects.requireNonNullElse(row.getString(4), ""),
                            row.getString(5)))
                    .list()
                    .forEach(company -> out.printf(
                            "%-8d %-24s %-8s %-32s %s%n",
                            company.id(), company.subdomain(), company.currency(), company.owners(), company.name()));
            return 0;
        }
    }
}
