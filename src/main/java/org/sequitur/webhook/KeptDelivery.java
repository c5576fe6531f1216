package org.sequitur.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/**
 * An event on its way to an endpoint, as it stands.
 *
 * @param nextAttemptAt null when it is done, and when nothing speaks against it at once
 */
record KeptDelivery(
        long endpointId,
        Event event,
        String state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer status,
        @Nullable String problem,
        @Nullable Instant deliveredAt)
        implements Body {

    /** One of its attempts. */
    record Logged(int number, Attempt attempt) implements Body {

        @Override
        public void write(WireWriter out) {
            out.integer("number", number);
            out.instant("at", attempt.at());
            out.integer("milliseconds", attempt.milliseconds());
            out.integer("answer_status", attempt.status());
            out.text("answer", attempt.answer());
            out.text("problem", attempt.problem());
        }
    }

    @Override
    public void write(WireWriter out) {
        out.url("webhook_endpoint", WebhookEndpointRoutes.PATH + "/" + endpointId);
        out.url("webhook_event", WebhookEventRoutes.PATH + "/" + event.id());
        out.text("type", event.type());
        out.text("state", state);
        out.integer("attempts", attempts);
        out.instant("next_attempt_at", nextAttemptAt);
        out.integer("answer_status", status);
        out.text("problem", problem);
        out.instant("delivered_at", deliveredAt);
    }

    Body with(List<Logged> log) {
        return out -> {
            write(out);
            out.list("log", "attempt", log, (line, attempt) -> attempt.write(line));
        };
    }
}
