package org.sequitur.token;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Authenticator;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The access tokens of all companies. What a token stands for is remembered for {@link #REMEMBERED}, so that a busy client does
 * not cost a query for each request; a revoked token may work for that much longer.
 */
@Component
public final class AccessTokens implements Authenticator {

    static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_TOKEN = 512;

    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final LoadingCache<String, Optional<Caller>> callers;

    public AccessTokens(JdbcClient jdbc, RecordClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.callers = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .build(hash -> find(HexFormat.of().parseHex(hash)));
    }

    @Override
    public @Nullable Caller authenticate(String accessToken) {
        if (accessToken.isEmpty() || accessToken.length() > LONGEST_TOKEN) {
            return null;
        }
        return callers.get(HexFormat.of().formatHex(TokenSecret.hash(accessToken)))
                .orElse(null);
    }

    private Optional<Caller> find(byte[] hash) {
        return jdbc.sql("""
                        SELECT t.company_id, t.user_id, u.permission_level
                        FROM access_token t JOIN users u ON u.company_id = t.company_id AND u.id = t.user_id
                        WHERE t.token_hash = ? AND t.revoked_at IS NULL AND u.permission_level > 0
                        """)
                .param(hash)
                .query((row, number) -> new Caller(row.getLong(1), row.getLong(2), PermissionLevel.of(row.getInt(3))))
                .optional();
    }

    /** Makes a token; its secret is returned here and never again. */
    public TokenSecret create(long companyId, long userId, String name) {
        TokenSecret secret = TokenSecret.random();
        add(companyId, userId, name, secret);
        return secret;
    }

    /** Adds a token whose secret was chosen elsewhere. */
    public void add(long companyId, long userId, String name, TokenSecret secret) {
        jdbc.sql("""
                        INSERT INTO access_token (company_id, user_id, name, token_hash, created_at)
                        VALUES (?, ?, ?, ?, ?)
                        """)
                .params(companyId, userId, name, TokenSecret.hash(secret.text()), Columns.timestamp(clock.now()))
                .update();
    }

    public List<AccessToken> list() {
        return jdbc.sql("""
                        SELECT t.company_id, t.id, t.name, c.name AS company_name, u.email, t.created_at, t.revoked_at
                        FROM access_token t
                        JOIN users u ON u.company_id = t.company_id AND u.id = t.user_id
                        JOIN company c ON c.id = t.company_id
                        ORDER BY t.company_id, t.id
                        """)
                .query((row, number) -> new AccessToken(
                        row.getLong("company_id"),
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("company_name"),
                        row.getString("email"),
                        Columns.instant(row, "created_at"),
                        row.getTimestamp("revoked_at") == null ? null : Columns.instant(row, "revoked_at")))
                .list();
    }

    /** @return whether there was such a token that was not revoked yet */
    public boolean revoke(long id) {
        return jdbc.sql("UPDATE access_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
                        .params(Columns.timestamp(clock.now()), id)
                        .update()
                > 0;
    }
}
