package org.sequitur.oauth;

import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.oauth.Grants.Code;
import org.sequitur.oauth.Grants.Token;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * What the authorization server knows of grants, read from {@link Grants} for one exchange and written back after it. It never
 * holds a stored secret, for none is stored: an authorization carries the one that was presented.
 */
final class StoredAuthorizations implements OAuth2AuthorizationService {

    private static final String PRESENTED = StoredAuthorizations.class.getName() + ".presented";
    /** Times of the store are compared by the store's own clock; the library is told one that is not over. */
    private static final long A_WHILE = 60;

    private final Grants grants;
    private final RegisteredApps apps;

    StoredAuthorizations(Grants grants, RegisteredApps apps) {
        this.grants = grants;
        this.apps = apps;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code != null && !code.isInvalidated()) {
            approve(authorization, code.getToken().getTokenValue());
        } else if (code != null) {
            exchanged(authorization, code.getToken().getTokenValue());
        } else if (authorization.getAttribute(PRESENTED) instanceof Token presented) {
            changed(authorization, presented);
        }
        // Anything else is a request that waits for approval: the page carries it, and the store need not.
    }

    private void approve(OAuth2Authorization authorization, String code) {
        if (!(authorization.getAttribute(Principal.class.getName()) instanceof Approver approver)) {
            throw new IllegalStateException("a code that nobody approved");
        }
        OAuth2AuthorizationRequest request = Objects.requireNonNull(
                authorization.<OAuth2AuthorizationRequest>getAttribute(OAuth2AuthorizationRequest.class.getName()));
        grants.approve(
                Long.parseLong(authorization.getRegisteredClientId()),
                approver.approval(),
                code,
                Objects.requireNonNull(request.getRedirectUri()),
                (String) request.getAdditionalParameters().get(PkceParameterNames.CODE_CHALLENGE));
    }

    private void exchanged(OAuth2Authorization authorization, String code) {
        grants.useCode(code);
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        if (access != null && refresh != null) {
            grants.issue(new Grants.Pair(
                    Long.parseLong(authorization.getId()),
                    null,
                    access.getToken().getTokenValue(),
                    refresh.getToken().getTokenValue()));
        }
    }

    private void changed(OAuth2Authorization authorization, Token presented) {
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        if (refresh != null && refresh.isInvalidated()) {
            grants.revoke(presented.grantId());
        } else if (access != null && access.isInvalidated()) {
            grants.revokeToken(presented.id());
        } else if (access != null && refresh != null) {
            grants.issue(new Grants.Pair(
                    presented.grantId(),
                    presented.id(),
                    access.getToken().getTokenValue(),
                    refresh.getToken().getTokenValue()));
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        throw new UnsupportedOperationException("grants are revoked, not removed");
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return null;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String text, @Nullable OAuth2TokenType type) {
        if (type == null) {
            return grants.token(text)
                    .filter(Token::live)
                    .map(token -> carrying(token, text))
                    .orElse(null);
        }
        if (OAuth2ParameterNames.CODE.equals(type.getValue())) {
            return grants.code(text).map(code -> withCode(code, text)).orElse(null);
        }
        return OAuth2TokenType.REFRESH_TOKEN.equals(type) ? presented(text) : null;
    }

    private @Nullable OAuth2Authorization presented(String text) {
        Token token = grants.presented(text).filter(Token::refresh).orElse(null);
        if (token == null) {
            return null;
        }
        if (token.superseded()) {
            // Its successor is in use, so two parties hold what one should: nobody keeps it.
            grants.revoke(token.grantId());
            return null;
        }
        if (!token.live()) {
            return null;
        }
        grants.markUsed(text);
        return carrying(token, text);
    }

    private @Nullable OAuth2Authorization carrying(Token token, String text) {
        OAuth2Authorization.Builder builder = builder(token.appId(), token.grantId());
        if (builder == null) {
            return null;
        }
        Instant now = Instant.now();
        if (token.refresh()) {
            builder.refreshToken(new OAuth2RefreshToken(text, now, now.plusSeconds(A_WHILE)));
        } else {
            builder.accessToken(
                    new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, text, now, now.plusSeconds(A_WHILE)));
        }
        return builder.attribute(PRESENTED, token).build();
    }

    private @Nullable OAuth2Authorization withCode(Code code, String text) {
        OAuth2Authorization.Builder builder = builder(code.appId(), code.grantId());
        if (builder == null) {
            return null;
        }
        Map<String, Object> additional = new HashMap<>();
        if (code.challenge() != null) {
            additional.put(PkceParameterNames.CODE_CHALLENGE, code.challenge());
            additional.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
        }
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(OAuthPaths.APPROVE_APP)
                .clientId(code.clientId())
                .redirectUri(code.redirectUri())
                .additionalParameters(additional)
                .build();
        boolean over = code.used() || grants.isExpired(code) || !code.grantLives();
        Instant now = Instant.now();
        return builder.attribute(OAuth2AuthorizationRequest.class.getName(), request)
                .token(
                        new OAuth2AuthorizationCode(text, now, now.plusSeconds(A_WHILE)),
                        metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, over))
                .build();
    }

    private OAuth2Authorization.@Nullable Builder builder(long appId, long grantId) {
        RegisteredClient client = apps.findById(Long.toString(appId));
        if (client == null) {
            return null;
        }
        // Who it was is the grant's business; the library wants somebody.
        Approver somebody = new Approver(new Approval(null, null, null));
        return OAuth2Authorization.withRegisteredClient(client)
                .id(Long.toString(grantId))
                .principalName("grant " + grantId)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .attribute(Principal.class.getName(), somebody);
    }
}
