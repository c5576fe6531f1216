package org.sequitur.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.FirstUse;
import org.sequitur.token.TokenSecret;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people granted to apps, with its codes and tokens, of which only hashes are kept. Whoever exchanges one of them locks its
 * grant first and looks afterwards, in a later statement: what was read with the lock may be older than the lock.
 */
@Component
final class Grants {

    /** A code, as it was issued. */
    record Code(
            long grantId,
            long appId,
            String clientId,
            String redirectUri,
            @Nullable String challenge,
            Instant expiresAt,
            boolean used,
            boolean grantLives) {}

    /** A token, and whether it can still be used for what it is for. */
    record Token(long id, long grantId, long appId, boolean refresh, boolean live, boolean superseded) {}

    /** Through whom and which app a refresh token came; of a practice the person, with 0 as the company. */
    record Refresher(long companyId, long userId, long appId) {}

    /** What stands before and after an issued pair of tokens. */
    record Pair(long grantId, @Nullable Long issuedFrom, String accessToken, String refreshToken) {}

    /** What a person granted. The company is its name, null when the app acts in all companies of the person. */
    record Granted(long id, String app, @Nullable String company, Instant since) {}

    /** The newest are listed; older ones come up when these are revoked. */
    private static final int MOST_LISTED = 500;

    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);
    /** For so long a refresh token that was replaced gives its grant away. */
    private static final Duration KEPT_AFTER_SUCCESSION = Duration.ofDays(90);

    private static final int AT_A_TIME = 1_000;

    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final FirstUse firstUse;

    Grants(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.clock = clock;
        this.firstUse = new FirstUse(house, clock);
    }

    /** Keeps what was approved, and the code that is exchanged for its tokens. */
    void approve(long appId, Approval approval, String code, String redirectUri, @Nullable String challenge) {
        Long grant = jdbc.sql("""
                        INSERT INTO oauth_grant (app_id, person_id, company_id, user_id, created_at)
                        VALUES (?, ?, ?, ?, ?) RETURNING id
                        """)
                .param(1, appId)
                .param(2, approval.personId(), Types.BIGINT)
                .param(3, approval.companyId(), Types.BIGINT)
                .param(4, approval.userId(), Types.BIGINT)
                .param(5, now())
                .query(Long.class)
                .single();
        jdbc.sql("""
                        INSERT INTO oauth_code (code_hash, grant_id, redirect_uri, code_challenge, expires_at)
                        VALUES (?, ?, ?, ?, ?)
                        """)
                .param(1, TokenSecret.hash(code))
                .param(2, grant)
                .param(3, redirectUri)
                .param(4, challenge, Types.VARCHAR)
                .param(5, after(OpaqueTokens.CODE))
                .update();
    }

    Optional<Code> code(String text) {
        byte[] hash = TokenSecret.hash(text);
        jdbc.sql("""
                        SELECT id FROM oauth_grant WHERE id = (SELECT grant_id FROM oauth_code WHERE code_hash = ?)
                        FOR UPDATE
                        """).param(hash).query(Long.class).optional();
        return jdbc.sql("""
                        SELECT c.grant_id, g.app_id, a.client_id, c.redirect_uri, c.code_challenge, c.expires_at,
                               c.used_at IS NOT NULL AS used,
                               g.revoked_at IS NULL AND (g.company_id IS NULL OR u.permission_level > 0) AS grant_lives
                        FROM oauth_code c JOIN oauth_grant g ON g.id = c.grant_id JOIN app a ON a.id = g.app_id
                        LEFT JOIN users u ON u.company_id = g.company_id AND u.id = g.user_id
                        WHERE c.code_hash = ?
                        """).param(hash).query(Grants::code).optional();
    }

    boolean isExpired(Code code) {
        return !clock.now().isBefore(code.expiresAt());
    }

    void useCode(String text) {
        jdbc.sql("UPDATE oauth_code SET used_at = ? WHERE code_hash = ? AND used_at IS NULL")
                .params(now(), TokenSecret.hash(text))
                .update();
    }

    /**
     * A refresh token that is presented for new ones. What was given for it before and is in nobody's use ends here: the client
     * lost that answer.
     */
    Optional<Token> presented(String text) {
        byte[] hash = TokenSecret.hash(text);
        jdbc.sql("""
                        SELECT id FROM oauth_grant WHERE id = (SELECT grant_id FROM oauth_token WHERE token_hash = ?)
                        FOR UPDATE
                        """).param(hash).query(Long.class).optional();
        jdbc.sql("""
                        UPDATE oauth_token SET revoked_at = ?
                        WHERE issued_from = (SELECT id FROM oauth_token WHERE token_hash = ? AND kind = 'refresh')
                          AND first_used_at IS NULL AND revoked_at IS NULL
                        """).params(now(), hash).update();
        return token(text);
    }

    /** What is known of a token. */
    Optional<Token> token(String text) {
        return jdbc.sql("""
                        SELECT t.id, t.grant_id, g.app_id, t.kind = 'refresh' AS refresh,
                               t.revoked_at IS NULL AND g.revoked_at IS NULL AND t.expires_at > ?
                               AND (g.company_id IS NULL OR u.permission_level > 0) AS live,
                               t.superseded_at IS NOT NULL AS superseded
                        FROM oauth_token t JOIN oauth_grant g ON g.id = t.grant_id
                        LEFT JOIN users u ON u.company_id = g.company_id AND u.id = g.user_id
                        WHERE t.token_hash = ?
                        """)
                .params(now(), TokenSecret.hash(text))
                .query((row, number) -> new Token(
                        row.getLong("id"),
                        row.getLong("grant_id"),
                        row.getLong("app_id"),
                        row.getBoolean("refresh"),
                        row.getBoolean("live"),
                        row.getBoolean("superseded")))
                .optional();
    }

    Optional<Refresher> refresher(String refreshToken) {
        return jdbc.sql("""
                        SELECT coalesce(g.company_id, 0), coalesce(g.user_id, g.person_id), g.app_id
                        FROM oauth_token t JOIN oauth_grant g ON g.id = t.grant_id
                        WHERE t.token_hash = ? AND t.kind = 'refresh'
                        """)
                .param(TokenSecret.hash(refreshToken))
                .query((row, number) -> new Refresher(row.getLong(1), row.getLong(2), row.getLong(3)))
                .optional();
    }

    void issue(Pair pair) {
        add(pair, "access", pair.accessToken(), OpaqueTokens.ACCESS);
        add(pair, "refresh", pair.refreshToken(), OpaqueTokens.REFRESH);
    }

    /** Whoever presents a refresh token has received it: the one before it is out of use. */
    void markUsed(String refreshToken) {
        firstUse.mark(TokenSecret.hash(refreshToken));
    }

    private void add(Pair pair, String kind, String text, Duration lifetime) {
        jdbc.sql("""
                        INSERT INTO oauth_token (grant_id, kind, token_hash, issued_from, expires_at) VALUES (?, ?, ?, ?, ?)
                        """)
                .param(1, pair.grantId())
                .param(2, kind)
                .param(3, TokenSecret.hash(text))
                .param(4, pair.issuedFrom(), Types.BIGINT)
                .param(5, after(lifetime))
                .update();
    }

    /** What a person granted and did not revoke, newest first, {@link #MOST_LISTED} at most. */
    List<Granted> ofPerson(long personId) {
        return jdbc.sql("""
                        SELECT g.id, a.name AS app, c.name AS company, g.created_at
                        FROM oauth_grant g JOIN app a ON a.id = g.app_id LEFT JOIN company c ON c.id = g.company_id
                        WHERE g.person_id = ? AND g.revoked_at IS NULL ORDER BY g.id DESC LIMIT ?
                        """)
                .params(personId, MOST_LISTED)
                .query((row, number) -> new Granted(
                        row.getLong("id"),
                        row.getString("app"),
                        row.getString("company"),
                        Columns.instant(row, "created_at")))
                .list();
    }

    /** Ends a grant with all its tokens, if it is this person's. @return whether it is, and was not revoked before */
    boolean revoke(long personId, long grantId) {
        return jdbc.sql("UPDATE oauth_grant SET revoked_at = ? WHERE id = ? AND person_id = ? AND revoked_at IS NULL")
                        .params(now(), grantId, personId)
                        .update()
                > 0;
    }

    /** Ends a grant with all its tokens. */
    void revoke(long grantId) {
        jdbc.sql("UPDATE oauth_grant SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
                .params(now(), grantId)
                .update();
    }

    void revokeToken(long tokenId) {
        jdbc.sql("UPDATE oauth_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
                .params(now(), tokenId)
                .update();
    }

    /**
     * Forgets what is over for a day: until then a code or token that comes again is known for what it was. A grant goes with the
     * last of its codes and tokens. Each time at most {@link #AT_A_TIME} of each.
     *
     * @return whether there may be more
     */
    boolean forgetExpired() {
        OffsetDateTime longAgo = Columns.timestamp(clock.now().minus(KEPT_AFTER_EXPIRY));
        int tokens = jdbc.sql("""
                        DELETE FROM oauth_token WHERE id IN (
                            SELECT id FROM oauth_token WHERE expires_at < ? ORDER BY expires_at LIMIT ?
                            FOR UPDATE SKIP LOCKED)
                        """).params(longAgo, AT_A_TIME).update();
        int codes =
                jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM oauth_code WHERE code_hash IN (
                                SELECT code_hash FROM oauth_code WHERE expires_at < ? ORDER BY expires_at LIMIT ?
                                FOR UPDATE SKIP LOCKED)
                            RETURNING grant_id),
                        unused AS (
                            DELETE FROM oauth_grant g WHERE id IN (SELECT grant_id FROM gone)
                              AND NOT EXISTS (SELECT FROM oauth_token t WHERE t.grant_id = g.id))
                        SELECT count(*) FROM gone
                        """).params(longAgo, AT_A_TIME).query(Integer.class).single();
        int superseded = jdbc.sql("""
                        DELETE FROM oauth_token WHERE id IN (
                            SELECT id FROM oauth_token WHERE superseded_at < ? ORDER BY superseded_at LIMIT ?
                            FOR UPDATE SKIP LOCKED)
                        """)
                .params(Columns.timestamp(clock.now().minus(KEPT_AFTER_SUCCESSION)), AT_A_TIME)
                .update();
        int revoked = jdbc.sql("""
                        DELETE FROM oauth_grant WHERE id IN (
                            SELECT id FROM oauth_grant WHERE revoked_at < ? ORDER BY revoked_at LIMIT ?
                            FOR UPDATE SKIP LOCKED)
                        """).params(longAgo, AT_A_TIME).update();
        return Math.max(Math.max(tokens, codes), Math.max(superseded, revoked)) == AT_A_TIME;
    }

    private static Code code(ResultSet row, int number) throws SQLException {
        return new Code(
                row.getLong("grant_id"),
                row.getLong("app_id"),
                row.getString("client_id"),
                row.getString("redirect_uri"),
                row.getString("code_challenge"),
                Columns.instant(row, "expires_at"),
                row.getBoolean("used"),
                row.getBoolean("grant_lives"));
    }

    private OffsetDateTime now() {
        return Columns.timestamp(clock.now());
    }

    private OffsetDateTime after(Duration lifetime) {
        return Columns.timestamp(clock.now().plus(lifetime));
    }
}
