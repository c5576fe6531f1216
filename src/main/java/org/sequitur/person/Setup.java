package org.sequitur.person;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The first way in to a server that nobody has a password for: its company gets its name, and its owner a name, an address and a
 * password. Whoever does it shows a secret that only the console of the server told.
 */
@Component
public final class Setup {

    /** Any number will do, as long as nothing else takes an advisory lock with it. */
    private static final long LOCK = 0x5EA;

    private final JdbcClient jdbc;
    private final People people;
    private final Passwords passwords;
    private final Links links;
    private final RecordClock clock;
    private final TransactionOperations transactions;

    /** Who will own the company, and what it is called. */
    public record Owner(String companyName, String firstName, String lastName, String email, String password) {}

    Setup(HouseConnections house, People people, Passwords passwords, Links links, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.people = people;
        this.passwords = passwords;
        this.links = links;
        this.clock = clock;
        this.transactions = house.transactions();
    }

    /** Whether nobody has a password yet. */
    public boolean isNeeded() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM person WHERE password_hash IS NOT NULL)")
                .query(Boolean.class)
                .single();
    }

    /** A secret for the page; it works for seven days, and until somebody has a password. */
    public String newSecret() {
        return links.make(Links.Purpose.SETUP, Links.Target.NOBODY);
    }

    /** Whether a secret opens the page. */
    public boolean isOpenTo(String secret) {
        return links.look(Links.Purpose.SETUP, secret) != null && isNeeded();
    }

    /**
     * Does it, once.
     *
     * @param secret what the console told; null when the operator does it
     * @return false when the secret is none, or somebody has a password already
     */
    public boolean complete(@Nullable String secret, Owner owner) {
        if (secret != null && !isOpenTo(secret)) {
            return false;
        }
        String hash = passwords.hash(owner.password());
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
            if (!isNeeded() || (secret != null && links.take(Links.Purpose.SETUP, secret) == null)) {
                return false;
            }
            people.setHash(owned(owner).id(), hash);
            links.dropAll(Links.Purpose.SETUP);
            return true;
        }));
    }

    private Person owned(Owner owner) {
        record Found(long companyId, long userId) {}
        Found found = jdbc.sql("""
                        SELECT company_id, id FROM users WHERE permission_level = 8
                        ORDER BY company_id, id LIMIT 1 FOR UPDATE
                        """)
                .query((row, number) -> new Found(row.getLong(1), row.getLong(2)))
                .optional()
                .orElseThrow(() -> new IllegalStateException("there is no company that anybody could own"));
        jdbc.sql("UPDATE company SET name = :name, updated_at = :now WHERE id = :company")
                .param("name", owner.companyName())
                .param("now", Columns.timestamp(clock.now()))
                .param("company", found.companyId())
                .update();
        jdbc.sql("""
                        UPDATE users SET email = :email, first_name = :firstName, last_name = :lastName, updated_at = :now
                        WHERE company_id = :company AND id = :user
                        """)
                .param("email", owner.email())
                .param("firstName", owner.firstName())
                .param("lastName", owner.lastName())
                .param("now", Columns.timestamp(clock.now()))
                .param("company", found.companyId())
                .param("user", found.userId())
                .update();
        return people.join(found.companyId(), found.userId());
    }
}
