package org.sequitur.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links that let somebody do one thing once: they are sent by mail or printed, and only their hashes are kept. */
@Component
final class Links {

    private static final int MOST_SECRET = 64;

    /** What a link is for, and how long it works. */
    enum Purpose {
        INVITATION(Duration.ofDays(7)),
        PASSWORD_RESET(Duration.ofHours(1)),
        SETUP(Duration.ofDays(7));

        private final Duration lasts;

        Purpose(Duration lasts) {
            this.lasts = lasts;
        }

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whom a link is for: a person, or a user of a company, or, for setup, nobody yet; absent ids are 0.
     *
     * @param email where an invitation goes, else empty
     */
    record Target(long personId, long companyId, long userId, String email) {
        static final Target NOBODY = new Target(0, 0, 0, "");

        static Target person(long id) {
            return new Target(id, 0, 0, "");
        }
    }

    private final JdbcClient jdbc;
    private final RecordClock clock;

    Links(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.clock = clock;
    }

    /** @return the secret, told here and never again */
    String make(Purpose purpose, Target target) {
        String secret = Secret.random();
        Instant now = clock.now();
        jdbc.sql("DELETE FROM mailed_link WHERE expires_at <= ?")
                .param(Columns.timestamp(now))
                .update();
        jdbc.sql("""
                        INSERT INTO mailed_link (secret_hash, purpose, person_id, company_id, user_id, email, created_at, expires_at)
                        VALUES (:hash, :purpose, nullif(:person, 0), nullif(:company, 0), nullif(:user, 0), nullif(:email, ''), :now, :end)
                        """)
                .param("hash", Secret.hash(secret))
                .param("purpose", purpose.stored())
                .param("person", target.personId())
                .param("company", target.companyId())
                .param("user", target.userId())
                .param("email", target.email())
                .param("now", Columns.timestamp(now))
                .param("end", Columns.timestamp(now.plus(purpose.lasts)))
                .update();
        return secret;
    }

    /** Whom the link is for; null when it was used, is too old, or never was one. */
    @Nullable
    Target look(Purpose purpose, String secret) {
        return find(purpose, secret, "SELECT person_id, company_id, user_id, email FROM mailed_link", "");
    }

    /** The same, and uses it up: of several at once only one gets it. */
    @Nullable
    Target take(Purpose purpose, String secret) {
        return find(
                purpose,
                secret,
                "UPDATE mailed_link SET used_at = :now",
                " RETURNING person_id, company_id, user_id, email");
    }

    private @Nullable Target find(Purpose purpose, String secret, String before, String after) {
        if (secret.isEmpty() || secret.length() > MOST_SECRET) {
            return null;
        }
        return jdbc.sql(before + """
                         WHERE secret_hash = :hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
                        """ + after)
                .param("hash", Secret.hash(secret))
                .param("purpose", purpose.stored())
                .param("now", Columns.timestamp(clock.now()))
                .query((row, number) -> target(row))
                .optional()
                .orElse(null);
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getLong("person_id"),
                row.getLong("company_id"),
                row.getLong("user_id"),
                Objects.requireNonNullElse(row.getString("email"), ""));
    }

    void dropResets(long personId) {
        jdbc.sql("DELETE FROM mailed_link WHERE person_id = ?").param(personId).update();
    }

    void dropAll(Purpose purpose) {
        jdbc.sql("DELETE FROM mailed_link WHERE purpose = ?")
                .param(purpose.stored())
                .update();
    }
}
