package org.sequitur.oauth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sequitur.token.TokenSecret;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Tokens that say nothing by themselves: 256 random bits that are looked up. */
final class OpaqueTokens implements OAuth2TokenGenerator<OAuth2Token> {

    static final Duration ACCESS = Duration.ofHours(1);
    static final Duration REFRESH = Duration.ofDays(7_305);
    static final Duration CODE = Duration.ofMinutes(15);

    @Override
    public @Nullable OAuth2Token generate(OAuth2TokenContext context) {
        Instant now = Instant.now();
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            return new OAuth2AccessToken(
                    OAuth2AccessToken.TokenType.BEARER, text("seq_access_"), now, now.plus(ACCESS));
        }
        if (OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
            return new OAuth2RefreshToken(text("seq_refresh_"), now, now.plus(REFRESH));
        }
        return null;
    }

    static String text(String prefix) {
        return TokenSecret.random(prefix).text();
    }
}
