package org.sequitur.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of calling a receiver once.
 *
 * @param milliseconds that it took
 * @param status of the answer; null when there was none
 * @param answer its beginning
 * @param problem why there was none, or why it does not count
 * @param retryAfterSeconds for how long the receiver wants to be left alone; 0 when it does not say
 */
record Attempt(
        Instant at,
        int milliseconds,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable String problem,
        long retryAfterSeconds) {

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    boolean isTaken() {
        return status != null && status / 100 == 2;
    }

    /** Whether the receiver wants nothing any more. */
    boolean isFarewell() {
        return status != null && status == GONE;
    }

    /** Whether the receiver has too much to do, be it of this or of anything else. */
    boolean isPlea() {
        return status != null
                && (status == TOO_MANY_REQUESTS
                        || status == BAD_GATEWAY
                        || status == UNAVAILABLE
                        || status == GATEWAY_TIMEOUT);
    }
}
