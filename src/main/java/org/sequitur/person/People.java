package org.sequitur.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Everybody who signs in, and which users of which companies they are. */
@Component
public final class People {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Passwords passwords;
    private final RecordClock clock;

    /** A person and what is kept of the password. */
    record Known(Person person, @Nullable String passwordHash) {}

    public People(HouseConnections house, Passwords passwords, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.transactions = house.transactions();
        this.passwords = passwords;
        this.clock = clock;
    }

    /** @param email in capitals or not */
    @Nullable
    Known find(String email) {
        return jdbc.sql("SELECT id, email, password_hash FROM person WHERE lower(email) = lower(?)")
                .param(email)
                .query((row, number) -> known(row))
                .optional()
                .orElse(null);
    }

    @Nullable
    Known find(long id) {
        return jdbc.sql("SELECT id, email, password_hash FROM person WHERE id = ?")
                .param(id)
                .query((row, number) -> known(row))
                .optional()
                .orElse(null);
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(new Person(row.getLong("id"), row.getString("email")), row.getString("password_hash"));
    }

    /**
     * Gives a user of a company a password, and with it a way in: the person with the user's address, a new one if there is none.
     *
     * @throws IllegalArgumentException when there is no such user
     * @throws TooBusyException as {@link Passwords#hash}
     */
    public Person admit(long companyId, long userId, String password) {
        String hash = passwords.hash(password);
        return Objects.requireNonNull(transactions.execute(status -> {
            Person person = join(companyId, userId);
            setHash(person.id(), hash);
            return person;
        }));
    }

    /**
     * Makes a user of a company the person with the user's address; a new one, without a password, if there is none.
     *
     * @throws IllegalArgumentException when there is no such user
     */
    public Person join(long companyId, long userId) {
        return Objects.requireNonNull(transactions.execute(status -> {
            String email = jdbc.sql("SELECT email FROM users WHERE company_id = ? AND id = ? FOR UPDATE")
                    .params(companyId, userId)
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> new IllegalArgumentException("no user " + userId + " of company " + companyId));
            Instant now = clock.now();
            jdbc.sql("""
                            INSERT INTO person (email, created_at, updated_at) VALUES (:email, :now, :now)
                            ON CONFLICT (lower(email)) DO NOTHING
                            """)
                    .param("email", email)
                    .param("now", Columns.timestamp(now))
                    .update();
            Person person = Objects.requireNonNull(find(email)).person();
            jdbc.sql("UPDATE users SET person_id = ? WHERE company_id = ? AND id = ?")
                    .params(person.id(), companyId, userId)
                    .update();
            return person;
        }));
    }

    void setHash(long personId, String hash) {
        jdbc.sql("""
                        UPDATE person SET password_hash = :hash, password_changed_at = :now, updated_at = :now
                        WHERE id = :id
                        """)
                .param("hash", hash)
                .param("now", Columns.timestamp(clock.now()))
                .param("id", personId)
                .update();
    }

    /** A password for somebody who has none; one that there is stays. */
    void setFirstHash(long personId, String hash) {
        jdbc.sql("UPDATE person SET password_hash = ?, password_changed_at = ? WHERE id = ? AND password_hash IS NULL")
                .params(hash, Columns.timestamp(clock.now()), personId)
                .update();
    }

    /** The same password under today's parameters, unless it was changed meanwhile. */
    void rehash(long personId, String before, String after) {
        jdbc.sql("UPDATE person SET password_hash = ? WHERE id = ? AND password_hash = ?")
                .params(after, personId, before)
                .update();
    }

    /** The companies that a person may get into, by name; none for level 0. */
    public List<Membership> memberships(long personId) {
        return jdbc.sql("""
                        SELECT u.company_id, c.name, u.id, u.permission_level
                        FROM users u JOIN company c ON c.id = u.company_id
                        WHERE u.person_id = ? AND u.permission_level > 0
                        ORDER BY c.name, u.company_id
                        """)
                .param(personId)
                .query((row, number) -> new Membership(
                        row.getLong("company_id"),
                        row.getString("name"),
                        row.getLong("id"),
                        PermissionLevel.of(row.getInt("permission_level"))))
                .list();
    }

    boolean isMemberAnywhere(long personId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM users WHERE person_id = ? AND permission_level > 0)")
                .param(personId)
                .query(Boolean.class)
                .single();
    }
}
