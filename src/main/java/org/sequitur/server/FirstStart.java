package org.sequitur.server;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Companies;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.company.NewCompany;
import org.sequitur.contact.ContactName;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.AccessTokens;
import org.sequitur.token.TokenSecret;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes an empty database one that can invoice: a company, its owner, a token and a first contact, all or nothing. Servers that
 * start together on one database wait for each other here.
 */
@Component
public final class FirstStart {

    /** Any number will do, as long as nothing else takes an advisory lock with it. */
    private static final long LOCK = 0x5E9;

    /** How to get in, told once. */
    public record Entrance(TokenSecret secret, long contactId, LocalDate today) {}

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Companies companies;
    private final AccessTokens tokens;
    private final RecordClock recordClock;
    private final Clock clock;

    FirstStart(HouseConnections house, Companies companies, AccessTokens tokens, RecordClock recordClock, Clock clock) {
        this.jdbc = house.jdbc();
        this.transactions = house.transactions();
        this.companies = companies;
        this.tokens = tokens;
        this.recordClock = recordClock;
        this.clock = clock;
    }

    /**
     * Founds "My Company" unless there is a company already.
     *
     * @param chosen the token's secret, or null to make one up
     * @return nothing when this was not the first start
     */
    public Optional<Entrance> enter(@Nullable TokenSecret chosen) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
            boolean founded = jdbc.sql("SELECT EXISTS (SELECT 1 FROM company)")
                    .query(Boolean.class)
                    .single();
            return founded ? Optional.empty() : Optional.of(found(chosen));
        }));
    }

    private Entrance found(@Nullable TokenSecret chosen) {
        NewCompany company = companies.create(new CompanyFounding(
                "My Company",
                CompanyType.UK_LIMITED_COMPANY,
                new CompanyFounding.Owner("owner@example.com", "Company", "Owner")));
        TokenSecret secret = chosen;
        if (secret == null) {
            secret = tokens.create(company.companyId(), company.ownerId(), "first");
        } else {
            tokens.add(company.companyId(), company.ownerId(), "first", secret);
        }
        return new Entrance(
                secret, firstContact(company.companyId()), LocalDate.now(clock.withZone(ZoneId.of("Europe/London"))));
    }

    /** So that the first invoice needs nothing else. */
    private long firstContact(long companyId) {
        ContactName name = new ContactName(null, null, "First Customer");
        return jdbc.sql("""
                        INSERT INTO contact (company_id, organisation_name, sort_name, country, created_at, updated_at)
                        VALUES (:company, :name, :sortName, 'United Kingdom', :now, :now) RETURNING id
                        """)
                .param("company", companyId)
                .param("name", name.organisation())
                .param("sortName", name.sortName())
                .param("now", Columns.timestamp(recordClock.now()))
                .query(Long.class)
                .single();
    }
}
