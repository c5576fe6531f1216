package org.sequitur.oauth;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** A code was presented a second time: what it was exchanged for has ended. FreeAgent answers 401. */
final class ReusedCodeException extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1L;

    ReusedCodeException() {
        super(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT, "The code was used before", null));
    }
}
