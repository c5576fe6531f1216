package org.sequitur.token;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The access tokens of all companies. */
@Component
public final class AccessTokens {

    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final FirstUse firstUse;

    /** @param house a token says which company is asking, so it is looked up before one is at work */
    public AccessTokens(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.clock = clock;
        this.firstUse = new FirstUse(house, clock);
    }

    /**
     * Whom tokens stand for, those that users made and those of apps, by the hash of each, as hexadecimal digits; those that stand
     * for nobody are left out. Expired ones are not.
     */
    Map<String, TokenHolder> holders(Collection<String> hashes) {
        Map<String, TokenHolder> holders = new HashMap<>();
        jdbc.sql("""
                        WITH wanted AS MATERIALIZED (SELECT decode(hash, 'hex') AS hash FROM unnest(:hashes) AS hash)
                        SELECT encode(t.token_hash, 'hex'), t.company_id, t.user_id, u.permission_level,
                               0 AS app_id, NULL::bigint AS person_id, NULL::timestamptz AS expires_at, false AS is_new
                        FROM access_token t JOIN users u ON u.company_id = t.company_id AND u.id = t.user_id
                        WHERE t.token_hash = ANY(SELECT hash FROM wanted)
                          AND t.revoked_at IS NULL AND u.permission_level > 0
                        UNION ALL
                        SELECT encode(t.token_hash, 'hex'), g.company_id, g.user_id, u.permission_level,
                               g.app_id, g.person_id, t.expires_at, t.first_used_at IS NULL
                        FROM oauth_token t JOIN oauth_grant g ON g.id = t.grant_id
                        LEFT JOIN users u ON u.company_id = g.company_id AND u.id = g.user_id
                        WHERE t.token_hash = ANY(SELECT hash FROM wanted) AND t.kind = 'access'
                          AND t.revoked_at IS NULL AND g.revoked_at IS NULL
                          AND (g.company_id IS NULL OR u.permission_level > 0)
                        """).param("hashes", hashes.toArray(String[]::new)).query(row -> {
            OffsetDateTime expiry = row.getObject(7, OffsetDateTime.class);
            long companyId = row.getLong(2);
            Caller caller = companyId == 0
                    ? null
                    : new Caller(companyId, row.getLong(3), PermissionLevel.of(row.getInt(4)), row.getLong(5), "");
            holders.put(
                    row.getString(1),
                    new TokenHolder(
                            caller,
                            row.getLong(6),
                            row.getLong(5),
                            expiry == null ? Long.MAX_VALUE : expiry.toInstant().toEpochMilli(),
                            row.getBoolean(8)));
        });
        return holders;
    }

    /**
     * Whom a person's token stands for in a company.
     *
     * @throws WireException 404 when there is no such company, 403 when the person has no access to it
     */
    Caller callerIn(String subdomain, TokenHolder holder) {
        return jdbc.sql("""
                        SELECT c.id, u.id, u.permission_level
                        FROM company c LEFT JOIN users u ON u.company_id = c.id AND u.person_id = ?
                        WHERE c.subdomain = ?
                        """)
                .params(holder.personId(), subdomain)
                .query((row, number) -> {
                    if (row.getInt(3) == 0) {
                        throw WireException.forbidden("Access denied");
                    }
                    return new Caller(
                            row.getLong(1), row.getLong(2), PermissionLevel.of(row.getInt(3)), holder.appId(), "");
                })
                .optional()
                .orElseThrow(WireException::notFound);
    }

    /** Notes the first use of an app's token; false when it was used or revoked meanwhile. */
    boolean markUsed(String hash) {
        return firstUse.mark(HexFormat.of().parseHex(hash));
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
