package org.sequitur.webhook;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The webhook endpoints of the company that is at work, and their secrets. */
@Component
final class WebhookEndpoints {

    static final int MOST = 20;

    private static final RecordLayout<WebhookEndpoint> LAYOUT = RecordLayout.of("webhook_endpoint", WebhookEndpoint::of)
            .with("url", WebhookEndpoint::url)
            .with("description", WebhookEndpoint::description)
            .with("event_types", WebhookEndpoints::typesOrNull)
            .with("enabled", WebhookEndpoint::isEnabled)
            .with("disabled_reason", WebhookEndpoint::disabledReason)
            .with("updated_at", WebhookEndpoint::updatedAt);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final SecretVault secrets;
    private final WebhookBounds bounds;
    private final RecordClock clock;
    private final RecordTable<WebhookEndpoint> table;

    WebhookEndpoints(
            JdbcClient jdbc,
            TransactionOperations transactions,
            SecretVault secrets,
            WebhookBounds bounds,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.secrets = secrets;
        this.bounds = bounds;
        this.clock = clock;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    /** What one receiver knows, so that it can tell who calls. */
    record Secrets(String present, @Nullable String previous) {}

    RecordTable<WebhookEndpoint> table() {
        return table;
    }

    private static String @Nullable [] typesOrNull(WebhookEndpoint endpoint) {
        return endpoint.eventTypes().isEmpty() ? null : endpoint.eventTypes().toArray(String[]::new);
    }

    /**
     * @return the id
     * @throws WireException 403 when the server has no key for secrets, 422 when something is wrong or there are too many
     */
    long add(long companyId, WireObject sent) {
        if (!secrets.isOpen()) {
            throw WireException.forbidden("Webhooks need the setting " + SecretVault.SETTING);
        }
        Instant now = clock.now();
        WebhookEndpoint asked = WebhookEndpoint.unsaved(now).changedBy(sent, bounds.allowsPrivateTargets(), now);
        return Objects.requireNonNull(transactions.execute(status -> {
            // Those who add one at the same time count one after the other.
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('webhook_endpoint', ?))")
                    .param(companyId)
                    .query(row -> {});
            if (table.count(table.of(companyId)) >= MOST) {
                throw WireException.invalid("A company can't have more than " + MOST + " webhook endpoints");
            }
            long id = jdbc.sql("SELECT nextval('webhook_endpoint_id')")
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                            INSERT INTO webhook_endpoint (company_id, id, url, description, event_types, enabled, disabled_reason,
                                secret, created_at, updated_at)
                            VALUES (:company, :id, :url, :description, :types, :enabled, :reason, :secret, :now, :now)
                            """)
                    .param("company", companyId)
                    .param("id", id)
                    .param("url", asked.url())
                    .param("description", asked.description(), Types.VARCHAR)
                    .param("types", typesOrNull(asked), Types.ARRAY)
                    .param("enabled", asked.isEnabled())
                    .param("reason", asked.disabledReason(), Types.VARCHAR)
                    .param("secret", secrets.sealed(SigningSecret.random(), id))
                    .param("now", Columns.timestamp(now))
                    .update();
            return id;
        }));
    }

    /** What waited while it was disabled goes on. */
    void change(long companyId, long id, WireObject sent) {
        table.change(
                companyId,
                id,
                standing -> standing.changedBy(sent, bounds.allowsPrivateTargets(), clock.after(standing.updatedAt())));
    }

    /** With what is on its way to it. */
    void remove(long companyId, long id) {
        table.remove(companyId, id);
        jdbc.sql("DELETE FROM webhook_delivery WHERE company_id = ? AND endpoint_id = ?")
                .params(companyId, id)
                .update();
    }

    /** A new secret signs from now on; the one before it signs, too, for a time. An older one signs no more. */
    void rotate(long companyId, long id) {
        WebhookEndpoint standing = table.locked(companyId, id);
        Instant now = clock.after(standing.updatedAt());
        jdbc.sql("""
                        UPDATE webhook_endpoint SET previous_secret = secret, previous_until = ?, secret = ?, updated_at = ?
                        WHERE company_id = ? AND id = ?
                        """)
                .params(
                        Columns.timestamp(now.plus(bounds.rotation())),
                        secrets.sealed(SigningSecret.random(), id),
                        Columns.timestamp(now),
                        companyId,
                        id)
                .update();
    }

    /** @throws WireException 404, or 403 when the server's key is not the one that sealed them */
    Secrets secrets(long companyId, long id) {
        List<byte[]> sealed = jdbc.sql("""
                        SELECT unnest(array_remove(ARRAY[secret, CASE WHEN previous_until > ? THEN previous_secret END], NULL))
                        FROM webhook_endpoint WHERE company_id = ? AND id = ?
                        """)
                .params(Columns.timestamp(clock.now()), companyId, id)
                .query((row, number) -> row.getBytes(1))
                .list();
        if (sealed.isEmpty()) {
            throw WireException.notFound();
        }
        List<String> opened = sealed.stream()
                .map(one -> secrets.opened(one, id))
                .map(secret -> {
                    if (secret == null) {
                        throw WireException.forbidden("The secret was sealed with another " + SecretVault.SETTING);
                    }
                    return secret.text();
                })
                .toList();
        return new Secrets(opened.getFirst(), opened.size() > 1 ? opened.getLast() : null);
    }
}
