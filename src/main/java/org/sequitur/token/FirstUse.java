package org.sequitur.token;

import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes that an app's token is in use, once in its life; the refresh token that it was given for is out of use from then on. */
public final class FirstUse {

    private final JdbcClient jdbc;
    private final RecordClock clock;

    public FirstUse(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.clock = clock;
    }

    /** @return whether this was its first use; false when it was used before, or revoked meanwhile */
    public boolean mark(byte[] tokenHash) {
        return jdbc.sql("""
                        WITH used AS (
                            UPDATE oauth_token SET first_used_at = :now
                            WHERE token_hash = :hash AND first_used_at IS NULL AND revoked_at IS NULL
                            RETURNING issued_from),
                        superseded AS (
                            UPDATE oauth_token SET superseded_at = :now
                            WHERE id IN (SELECT issued_from FROM used) AND superseded_at IS NULL)
                        SELECT count(*) FROM used
                        """)
                        .param("now", Columns.timestamp(clock.now()))
                        .param("hash", tokenHash)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
