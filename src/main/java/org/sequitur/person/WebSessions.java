package org.sequitur.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Who is signed in where. A browser holds the secret of its session, the database the secret's hash. */
@Component
public final class WebSessions {

    /** A session that nobody uses ends after this. */
    public static final Duration IDLE = Duration.ofHours(2);

    /** Every session ends after this, however busy. */
    public static final Duration LONGEST = Duration.ofHours(12);

    /** So long after the password the second step can be taken. */
    public static final Duration HALF = Duration.ofMinutes(10);

    /** The oldest sessions of a person end when there are more. */
    public static final int MOST_OF_A_PERSON = 50;

    /** So often at most a use is written down. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final int MOST_USER_AGENT = 255;
    private static final int MOST_SECRET = 64;

    private static final String SELECT = """
            SELECT s.id, s.person_id, p.email, s.created_at, s.last_used_at, s.address, s.user_agent
            FROM web_session s JOIN person p ON p.id = s.person_id
            WHERE s.expires_at > :now AND s.last_used_at > :idleSince AND NOT s.needs_totp
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RecordClock clock;

    /** A session that has just begun; the secret is told here and never again. */
    public record Begun(long id, String secret) {}

    WebSessions(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.transactions = house.transactions();
        this.clock = clock;
    }

    public Begun begin(long personId, String address, @Nullable String userAgent) {
        return begin(personId, address, userAgent, false);
    }

    /** For whoever has shown the password and still has to take the second step: such a session signs nobody in. */
    public Begun beginHalf(long personId, String address, @Nullable String userAgent) {
        return begin(personId, address, userAgent, true);
    }

    private Begun begin(long personId, String address, @Nullable String userAgent, boolean isHalf) {
        String secret = Secret.random();
        Instant now = clock.now();
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("""
                            DELETE FROM web_session WHERE expires_at <= :now OR id IN (
                                SELECT id FROM web_session WHERE person_id = :person ORDER BY id DESC OFFSET :most)
                            """)
                    .param("now", Columns.timestamp(now))
                    .param("person", personId)
                    .param("most", MOST_OF_A_PERSON - 1)
                    .update();
            long id = jdbc.sql("""
                            INSERT INTO web_session (
                                person_id, secret_hash, created_at, last_used_at, expires_at, address, user_agent, needs_totp)
                            VALUES (:person, :hash, :now, :now, :end, :address, :agent, :half) RETURNING id
                            """)
                    .param("person", personId)
                    .param("hash", Secret.hash(secret))
                    .param("now", Columns.timestamp(now))
                    .param("end", Columns.timestamp(now.plus(isHalf ? HALF : LONGEST)))
                    .param("half", isHalf)
                    .param("address", address)
                    .param("agent", shown(userAgent))
                    .query(Long.class)
                    .single();
            return new Begun(id, secret);
        }));
    }

    /** The session that a secret belongs to, when it still lasts and its person may still get into a company. */
    public @Nullable WebSession find(String secret) {
        if (secret.isEmpty() || secret.length() > MOST_SECRET) {
            return null;
        }
        Instant now = clock.now();
        WebSession session = select(" AND s.secret_hash = :hash", now)
                .param("hash", Secret.hash(secret))
                .query((row, number) -> session(row))
                .optional()
                .orElse(null);
        if (session == null || !getsIntoACompany(session.person().id())) {
            return null;
        }
        if (session.lastUsedAt().isBefore(now.minus(NOTED))) {
            jdbc.sql("UPDATE web_session SET last_used_at = ? WHERE id = ?")
                    .params(Columns.timestamp(now), session.id())
                    .update();
        }
        return session;
    }

    /** Asked by itself: of a distributed database, people and the users that they are lie on different machines. */
    private boolean getsIntoACompany(long personId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM users WHERE person_id = ? AND permission_level > 0)")
                .param(personId)
                .query(Boolean.class)
                .single();
    }

    /** Who has shown the password and still has to take the second step; null when nobody has. */
    public @Nullable Person findHalf(String secret) {
        if (secret.isEmpty() || secret.length() > MOST_SECRET) {
            return null;
        }
        return jdbc.sql("""
                        SELECT p.id, p.email FROM web_session s JOIN person p ON p.id = s.person_id
                        WHERE s.secret_hash = ? AND s.needs_totp AND s.expires_at > ?
                        """)
                .params(Secret.hash(secret), Columns.timestamp(clock.now()))
                .query((row, number) -> new Person(row.getLong("id"), row.getString("email")))
                .optional()
                .orElse(null);
    }

    /** The sessions of a person that last, the newest first. */
    public List<WebSession> list(long personId) {
        return select(" AND s.person_id = :person ORDER BY s.id DESC", clock.now())
                .param("person", personId)
                .query((row, number) -> session(row))
                .list();
    }

    private JdbcClient.StatementSpec select(String more, Instant now) {
        return jdbc.sql(SELECT + more)
                .param("now", Columns.timestamp(now))
                .param("idleSince", Columns.timestamp(now.minus(IDLE)));
    }

    /** @return whether that person had such a session */
    public boolean end(long personId, long sessionId) {
        return jdbc.sql("DELETE FROM web_session WHERE person_id = ? AND id = ?")
                        .params(personId, sessionId)
                        .update()
                > 0;
    }

    /** Ends the session of a secret, whoever it belongs to. */
    public void end(String secret) {
        jdbc.sql("DELETE FROM web_session WHERE secret_hash = ?")
                .param(Secret.hash(secret))
                .update();
    }

    /** Signs a person out everywhere. */
    public void endAll(long personId) {
        jdbc.sql("DELETE FROM web_session WHERE person_id = ?").param(personId).update();
    }

    private static @Nullable String shown(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        String printable = userAgent.replaceAll("\\p{Cntrl}", "");
        return printable.substring(0, Math.min(printable.length(), MOST_USER_AGENT));
    }

    private static WebSession session(ResultSet row) throws SQLException {
        return new WebSession(
                row.getLong("id"),
                new Person(row.getLong("person_id"), row.getString("email")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "last_used_at"),
                row.getString("address"),
                row.getString("user_agent"));
    }
}
