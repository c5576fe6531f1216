package org.sequitur.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept of a token; the secret itself is not. */
public record AccessToken(
        long companyId,
        long id,
        String name,
        String companyName,
        String userEmail,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
