package org.sequitur.wire;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says who an access token stands for. */
public interface Authenticator {
    /**
     * The caller, or null when the token is unknown, expired or revoked.
     *
     * @param subdomain the company that the request names; asked for only when the token leaves that open
     * @throws WireException 400, 403 or 404 when the token leaves the company open, and the request names none that it may see
     */
    @Nullable
    Caller authenticate(String accessToken, Supplier<@Nullable String> subdomain);
}
