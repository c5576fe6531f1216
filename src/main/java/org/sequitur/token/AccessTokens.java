package org.sequitur.token;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The access tokens of all companies. */
@Component
public final class AccessTokens {

    private final JdbcClient jdbc;
    private final RecordClock clock;

    /** @param house a token says which company is asking, so it is looked up before one is at work */
    public AccessTokens(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.clock = clock;
    }

    /** Whom tokens stand for, by the hash of each, as hexadecimal digits; those that stand for nobody are left out. */
    Map<String, Caller> callers(Collection<String> hashes) {
        Map<String, Caller> callers = new HashMap<>();
        jdbc.sql("""
                        SELECT encode(t.token_hash, 'hex'), t.company_id, t.user_id, u.permission_level
                        FROM access_token t JOIN users u ON u.company_id = t.company_id AND u.id = t.user_id
                        WHERE t.token_hash = ANY(SELECT decode(hash, 'hex') FROM unnest(?) AS hash)
                          AND t.revoked_at IS NULL AND u.permission_level > 0
                        """).param(hashes.toArray(String[]::new)).query(row -> {
            callers.put(
                    row.getString(1),
                    new Caller(row.getLong(2), row.getLong(3), PermissionLevel.of(row.getInt(4)), 0, ""));
        });
        return callers;
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
