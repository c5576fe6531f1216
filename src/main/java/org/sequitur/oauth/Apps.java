package org.sequitur.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.TokenSecret;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The registered apps. */
@Component
public final class Apps {

    private static final int MOST_REDIRECT_URIS = 20;
    private static final int LONGEST_NAME = 100;
    /** So many apps a person may have at a time; the command line may register any number. */
    static final int MOST_OF_A_PERSON = 50;

    private static final String ALL = """
            SELECT a.id, a.name, a.client_id, a.kind, a.created_at,
                   ARRAY(SELECT uri FROM app_redirect_uri r WHERE r.app_id = a.id ORDER BY uri) AS uris,
                   ARRAY(SELECT created_at FROM app_secret s WHERE s.app_id = a.id ORDER BY created_at, slot) AS secrets
            FROM app a
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RecordClock clock;

    public Apps(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.transactions = house.transactions();
        this.clock = clock;
    }

    /**
     * Registers an app; its secret is returned here and never again.
     *
     * @param personId who registers it; null for the command line
     * @throws IllegalArgumentException when the name or a redirect URI will not do, or the person has {@link #MOST_OF_A_PERSON}
     */
    public NewApp create(String name, App.Kind kind, Collection<String> redirectUris, @Nullable Long personId) {
        String checked = checkedName(name);
        List<String> uris = checkedUris(redirectUris);
        TokenSecret secret = newSecret();
        return done(transactions.execute(status -> {
            if (personId != null) {
                leaveRoom(personId);
            }
            long id = jdbc.sql("""
                            INSERT INTO app (name, client_id, kind, person_id, created_at) VALUES (?, ?, ?, ?, ?) RETURNING id
                            """)
                    .param(1, checked)
                    .param(2, newClientId())
                    .param(3, kind.stored())
                    .param(4, personId, Types.BIGINT)
                    .param(5, Columns.timestamp(clock.now()))
                    .query(Long.class)
                    .single();
            addUris(id, uris);
            addSecret(id, 1, secret);
            return new NewApp(find(id).orElseThrow(), secret);
        }));
    }

    public List<App> list() {
        return jdbc.sql(ALL + "ORDER BY a.id").query(Apps::app).list();
    }

    /** The apps that a person registered, oldest first. */
    List<App> ofPerson(long personId) {
        return jdbc.sql(ALL + "WHERE a.person_id = ? ORDER BY a.id")
                .param(personId)
                .query(Apps::app)
                .list();
    }

    /** An app, if this person registered it. */
    Optional<App> ofPerson(long personId, long id) {
        return jdbc.sql(ALL + "WHERE a.person_id = ? AND a.id = ?")
                .params(personId, id)
                .query(Apps::app)
                .optional();
    }

    public Optional<App> find(long id) {
        return jdbc.sql(ALL + "WHERE a.id = ?").param(id).query(Apps::app).optional();
    }

    public Optional<App> find(String clientId) {
        return jdbc.sql(ALL + "WHERE a.client_id = ?")
                .param(clientId)
                .query(Apps::app)
                .optional();
    }

    /** The hashes of an app's live secrets, as hexadecimal digits. */
    List<String> secretHashes(long id) {
        return jdbc.sql("SELECT secret_hash FROM app_secret WHERE app_id = ?")
                .param(id)
                .query((row, number) -> HexFormat.of().formatHex(row.getBytes(1)))
                .list();
    }

    /**
     * Makes another secret. The one before stays valid beside it, so that a running app can be told the new one; one before that
     * is revoked.
     *
     * @param atOnce revokes all older ones now
     * @return null when there is no such app
     */
    public @Nullable TokenSecret rotate(long id, boolean atOnce) {
        TokenSecret secret = newSecret();
        Boolean made = transactions.execute(status -> {
            if (!isLocked(id)) {
                return false;
            }
            jdbc.sql("""
                            DELETE FROM app_secret WHERE app_id = :app AND slot NOT IN (
                                SELECT slot FROM app_secret WHERE app_id = :app ORDER BY created_at DESC, slot DESC LIMIT :kept)
                            """).param("app", id).param("kept", atOnce ? 0 : 1).update();
            boolean first = jdbc.sql("SELECT slot FROM app_secret WHERE app_id = ?")
                    .param(id)
                    .query(Integer.class)
                    .list()
                    .contains(1);
            addSecret(id, first ? 2 : 1, secret);
            return true;
        });
        return Boolean.TRUE.equals(made) ? secret : null;
    }

    /** Revokes all secrets but the newest, at once. */
    public void revokeOlderSecrets(long id) {
        transactions.executeWithoutResult(status -> {
            isLocked(id);
            jdbc.sql("""
                            DELETE FROM app_secret WHERE app_id = :app AND slot NOT IN (
                                SELECT slot FROM app_secret WHERE app_id = :app ORDER BY created_at DESC, slot DESC LIMIT 1)
                            """).param("app", id).update();
        });
    }

    /** @throws IllegalArgumentException when one will not do */
    public void changeRedirectUris(long id, Collection<String> redirectUris) {
        List<String> uris = checkedUris(redirectUris);
        transactions.executeWithoutResult(status -> {
            if (isLocked(id)) {
                jdbc.sql("DELETE FROM app_redirect_uri WHERE app_id = ?")
                        .param(id)
                        .update();
                addUris(id, uris);
            }
        });
    }

    /** Deletes an app with all that people granted it: its tokens end. @return whether there was such an app */
    public boolean delete(long id) {
        return jdbc.sql("DELETE FROM app WHERE id = ?").param(id).update() > 0;
    }

    /** The person's row is locked, so that requests at once do not pass the bound together. */
    private void leaveRoom(long personId) {
        jdbc.sql("SELECT id FROM person WHERE id = ? FOR NO KEY UPDATE")
                .param(personId)
                .query(Long.class)
                .optional();
        int apps = jdbc.sql("SELECT count(*) FROM app WHERE person_id = ?")
                .param(personId)
                .query(Integer.class)
                .single();
        if (apps >= MOST_OF_A_PERSON) {
            throw new IllegalArgumentException("A person has at most " + MOST_OF_A_PERSON + " apps");
        }
    }

    private boolean isLocked(long id) {
        return jdbc.sql("SELECT id FROM app WHERE id = ? FOR UPDATE")
                .param(id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private void addUris(long id, List<String> uris) {
        jdbc.sql("INSERT INTO app_redirect_uri (app_id, uri) SELECT ?, unnest(CAST(? AS text[]))")
                .params(id, uris.toArray(String[]::new))
                .update();
    }

    private void addSecret(long id, int slot, TokenSecret secret) {
        // Later than any other of the app, so that the newest is known even when the clock stepped back.
        jdbc.sql("""
                        INSERT INTO app_secret (app_id, slot, secret_hash, created_at)
                        SELECT :app, :slot, :hash, greatest(CAST(:now AS timestamptz), max(created_at) + interval '1 ms')
                        FROM app_secret WHERE app_id = :app
                        """)
                .param("app", id)
                .param("slot", slot)
                .param("hash", TokenSecret.hash(secret.text()))
                .param("now", Columns.timestamp(clock.now()))
                .update();
    }

    private static TokenSecret newSecret() {
        return TokenSecret.random("seq_secret_");
    }

    private static String newClientId() {
        return TokenSecret.random("").text().substring(0, 32).replace('-', 'x').replace('_', 'y');
    }

    private static String checkedName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_NAME
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("An app's name has 1 to " + LONGEST_NAME + " characters");
        }
        return stripped;
    }

    private static List<String> checkedUris(Collection<String> uris) {
        List<String> checked =
                uris.stream().map(RedirectUri::checked).distinct().toList();
        if (checked.isEmpty() || checked.size() > MOST_REDIRECT_URIS) {
            throw new IllegalArgumentException("An app has 1 to " + MOST_REDIRECT_URIS + " redirect URIs");
        }
        return checked;
    }

    private static App app(ResultSet row, int number) throws SQLException {
        return new App(
                row.getLong("id"),
                row.getString("name"),
                row.getString("client_id"),
                App.Kind.of(row.getString("kind")),
                List.of((String[]) row.getArray("uris").getArray()),
                instants(row),
                Columns.instant(row, "created_at"));
    }

    private static List<Instant> instants(ResultSet row) throws SQLException {
        Object[] times = (Object[]) row.getArray("secrets").getArray();
        return Arrays.stream(times).map(Apps::instant).toList();
    }

    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime offset ? offset.toInstant() : ((java.sql.Timestamp) time).toInstant();
    }

    private static <T> T done(@Nullable T result) {
        if (result == null) {
            throw new IllegalStateException("a transaction without a result");
        }
        return result;
    }
}
