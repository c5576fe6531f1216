package org.sequitur.oauth;

import org.sequitur.limit.LimitExceeded;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Somebody refreshes through an app more often than the limit allows; the refresh token is as good as before. */
final class TooManyRefreshesException extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final transient LimitExceeded exceeded;

    TooManyRefreshesException(LimitExceeded exceeded) {
        super("too_many_refreshes");
        this.exceeded = exceeded;
    }

    LimitExceeded exceeded() {
        return exceeded;
    }
}
