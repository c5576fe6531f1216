package org.sequitur.cli;

import java.io.PrintWriter;
import java.time.Clock;
import org.sequitur.archive.Archive;
import org.sequitur.archive.CompanyImport;
import org.sequitur.person.Passwords;
import org.sequitur.person.People;
import org.sequitur.store.Database;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.AccessTokens;
import org.sequitur.token.TokenSecret;

/** The loading of an archive with all that makes a company of it: people who can sign in, a token, and a look whether it is whole. */
final class ArchiveLoad {

    private final Database database;
    private final LoadOptions options;
    private final PrintWriter out;

    ArchiveLoad(Database database, LoadOptions options, PrintWriter out) {
        this.database = database;
        this.options = options;
        this.out = out;
    }

    /**
     * @param token of the owner; printed once and kept nowhere
     * @param exitCode what {@code verify} says of the company
     */
    record Loaded(CompanyImport.Loaded company, TokenSecret token, int exitCode) {}

    /** What else is done in the transaction that loads a company. */
    @FunctionalInterface
    interface Addition {
        void to(HouseConnections house, CompanyImport.Loaded company);
    }

    Loaded load(Archive archive) {
        return load(archive, (house, company) -> {});
    }

    Loaded load(Archive archive, Addition addition) {
        HouseConnections house = new HouseConnections(database.pool());
        RecordClock clock = new RecordClock(Clock.systemUTC());
        ProgressBar bar = ProgressBar.onTerminal(archive.rows());
        TokenSecret[] token = new TokenSecret[1];
        CompanyImport.Loaded loaded;
        try (Passwords passwords = new Passwords()) {
            People people = new People(house, passwords, clock);
            AccessTokens tokens = new AccessTokens(house, clock);
            loaded = new CompanyImport(house, clock)
                    .load(archive, options.isAgain(), options.isHeld(), bar::advance, company -> {
                        users(house, company.companyId()).forEach(user -> people.join(company.companyId(), user));
                        addition.to(house, company);
                        token[0] = tokens.create(company.companyId(), company.ownerId(), "first");
                    });
        } finally {
            bar.clear();
        }
        out.println("company    " + loaded.companyId());
        out.println("subdomain  " + loaded.subdomain());
        out.println("token      " + token[0].text());
        if (options.isHeld()) {
            out.println("Nothing happens by itself in it until: sequitur company release " + loaded.subdomain());
        }
        return new Loaded(loaded, token[0], VerifyCommand.verify(database, loaded.subdomain(), null, null, out));
    }

    private static Iterable<Long> users(HouseConnections house, long companyId) {
        return house.jdbc()
                .sql("SELECT id FROM users WHERE company_id = ? AND NOT hidden ORDER BY id")
                .param(companyId)
                .query(Long.class)
                .list();
    }
}
