package org.sequitur.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * Who wants to be told of changes.
 *
 * @param eventTypes those that it wants to be told of; empty for all
 * @param disabledReason null while it is enabled
 * @param previousUntil until when the secret before the present one signs, too
 * @param deliveredAt when it last took something, to the minute
 */
record WebhookEndpoint(
        long id,
        String url,
        @Nullable String description,
        List<String> eventTypes,
        @Nullable String disabledReason,
        @Nullable Instant previousUntil,
        @Nullable Instant deliveredAt,
        Instant createdAt,
        Instant updatedAt)
        implements Body {

    static final int MOST_EVENT_TYPES = 100;

    private static final int MOST_URL_CHARACTERS = 2_000;
    private static final int MOST_DESCRIPTION_CHARACTERS = 255;
    private static final int LARGEST_PORT = 65_535;
    private static final String ASKED = "asked";

    static WebhookEndpoint unsaved(Instant now) {
        return new WebhookEndpoint(0, "", null, List.of(), null, null, null, now, now);
    }

    static WebhookEndpoint of(ResultSet row) throws SQLException {
        Array types = row.getArray("event_types");
        return new WebhookEndpoint(
                row.getLong("id"),
                row.getString("url"),
                row.getString("description"),
                types == null ? List.of() : List.of((String[]) types.getArray()),
                row.getString("disabled_reason"),
                instant(row, "previous_until"),
                instant(row, "delivered_at"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    boolean isEnabled() {
        return disabledReason == null;
    }

    WebhookEndpoint changedBy(WireObject sent, boolean allowsPrivateTargets, Instant now) {
        String address = sent.requiredText("receiver_url", url, MOST_URL_CHARACTERS);
        if (sent.has("receiver_url") && !address.isEmpty()) {
            check(address, allowsPrivateTargets, sent.complaints());
        }
        boolean enabled = sent.bool("enabled", isEnabled());
        WebhookEndpoint changed = new WebhookEndpoint(
                id,
                address,
                sent.text("description", description, MOST_DESCRIPTION_CHARACTERS),
                types(sent),
                enabled ? null : disabledReason == null ? ASKED : disabledReason,
                previousUntil,
                deliveredAt,
                createdAt,
                now);
        sent.complaints().throwIfAny();
        return changed;
    }

    private List<String> types(WireObject sent) {
        if (!sent.has("event_types")) {
            return eventTypes;
        }
        List<String> types = sent.texts("event_types", MOST_EVENT_TYPES);
        types.stream()
                .filter(type -> !EventTypes.isKnown(type))
                .findFirst()
                .ifPresent(type -> sent.complaints().add("event_types is not included in the list"));
        return types;
    }

    /** Whether somebody could be there. Who is, is seen when a connection is made. */
    private static void check(String text, boolean allowsPrivateTargets, Complaints complaints) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            complaints.add("receiver_url is invalid");
            return;
        }
        String host = address.getHost();
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean hasScheme = scheme.equals("https") || (allowsPrivateTargets && scheme.equals("http"));
        if (host == null
                || !text.matches("\\p{ASCII}*")
                || address.getRawUserInfo() != null
                || address.getRawFragment() != null
                || address.getPort() == 0
                || address.getPort() > LARGEST_PORT) {
            complaints.add("receiver_url is invalid");
        } else if (!hasScheme) {
            complaints.add("receiver_url must begin with https://");
        } else if (!new PublicAddresses(allowsPrivateTargets).mayBeCalled(host.replaceAll("^\\[|]$", ""))) {
            complaints.add("receiver_url is not in the public network");
        }
    }

    @Override
    public void write(WireWriter out) {
        out.url("url", WebhookEndpointRoutes.PATH + "/" + id);
        out.text("receiver_url", url);
        out.text("description", description);
        out.texts("event_types", "event_type", eventTypes);
        out.bool("enabled", isEnabled());
        out.text("disabled_reason", disabledReason);
        out.instant("previous_secret_until", previousUntil);
        out.instant("delivered_at", deliveredAt);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
    }
}
