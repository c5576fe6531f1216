package org.sequitur.person;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in on one browser.
 *
 * @param address the network address that signed in
 * @param userAgent what the browser called itself then
 */
public record WebSession(
        long id,
        Person person,
        Instant createdAt,
        Instant lastUsedAt,
        String address,
        @Nullable String userAgent) {}
