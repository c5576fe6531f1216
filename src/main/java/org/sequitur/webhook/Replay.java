package org.sequitur.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;

/**
 * What an endpoint is to be told once more.
 *
 * @param states of the deliveries
 * @param since of the events, themselves included; null for all that are kept
 */
record Replay(List<String> states, @Nullable Instant since) {

    private static final String DEAD = "dead";

    /** Those that are dead, unless the others are asked for. */
    static Replay of(WireObject sent) {
        String state = Objects.requireNonNull(sent.oneOf("state", DEAD, Set.of(DEAD, "all")));
        Instant since = sent.instant("since");
        sent.complaints().throwIfAny();
        return new Replay(state.equals(DEAD) ? List.of(DEAD) : List.of(DEAD, "delivered"), since);
    }
}
