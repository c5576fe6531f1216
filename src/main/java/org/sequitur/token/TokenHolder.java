package org.sequitur.token;

import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Caller;

/**
 * Whom a token stands for.
 *
 * @param caller null when the token is a person's, who acts in the company that each request names
 * @param personId whose; 0 when nobody's in particular
 * @param appId 0 for a token that a user made
 * @param expiresAt milliseconds since 1970; {@link Long#MAX_VALUE} for never
 * @param isNew whether it has never been used
 */
record TokenHolder(@Nullable Caller caller, long personId, long appId, long expiresAt, boolean isNew) {}
