package org.sequitur.oauth;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.sequitur.token.TokenSecret;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The apps as the authorization server sees them; both live secrets of an app count. */
final class RegisteredApps implements RegisteredClientRepository {

    private static final TokenSettings ROTATING =
            TokenSettings.builder().reuseRefreshTokens(false).build();
    /** PKCE is verified when an app uses it; FreeAgent's clients do not know it. */
    private static final ClientSettings WITHOUT_PROOF_KEY =
            ClientSettings.builder().requireProofKey(false).build();

    private final Apps apps;

    RegisteredApps(Apps apps) {
        this.apps = apps;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("apps are registered elsewhere");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return apps.find(Long.parseLong(id)).map(this::client).orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clientId.indexOf('\0') >= 0
                ? null
                : apps.find(clientId).map(this::client).orElse(null);
    }

    private RegisteredClient client(App app) {
        return RegisteredClient.withId(Long.toString(app.id()))
                .clientId(app.clientId())
                .clientName(app.name())
                .clientSecret(String.join(" ", apps.secretHashes(app.id())))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUris(uris -> uris.addAll(app.redirectUris()))
                .tokenSettings(ROTATING)
                .clientSettings(WITHOUT_PROOF_KEY)
                .build();
    }

    /** Compares a secret with the hashes of those that are live. */
    static final class Secrets implements PasswordEncoder {

        @Override
        public @Nullable String encode(@Nullable CharSequence secret) {
            return secret == null ? null : HexFormat.of().formatHex(TokenSecret.hash(secret.toString()));
        }

        @Override
        public boolean matches(@Nullable CharSequence secret, @Nullable String hashes) {
            if (secret == null || hashes == null || hashes.isEmpty()) {
                return false;
            }
            byte[] hash = TokenSecret.hash(secret.toString());
            boolean matches = false;
            for (String live : hashes.split(" ", -1)) {
                matches |= MessageDigest.isEqual(hash, HexFormat.of().parseHex(live));
            }
            return matches;
        }
    }
}
