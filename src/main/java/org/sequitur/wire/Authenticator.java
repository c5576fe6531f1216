package org.sequitur.wire;

import org.jspecify.annotations.Nullable;

/** Says who an access token stands for. */
public interface Authenticator {
    /** The caller, or null when the token is unknown or revoked. */
    @Nullable
    Caller authenticate(String accessToken);
}
