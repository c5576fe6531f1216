package org.sequitur.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is this process's to make, with all that is needed for it.
 *
 * @param claim whose turn it is: who comes too late has another one
 * @param failures attempts in vain since it was last made to wait
 * @param since when that was
 * @param secret sealed
 * @param previousSecret sealed; null when it signs no more
 */
@SuppressWarnings("ArrayRecordComponent")
record ClaimedDelivery(
        long companyId,
        long endpointId,
        Event event,
        UUID claim,
        int failures,
        Instant since,
        String url,
        byte[] secret,
        byte @Nullable [] previousSecret) {}
