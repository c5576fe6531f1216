package org.sequitur.oauth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.sequitur.wire.BaseUrl;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;

/** Tells the authorization server where it is. */
final class ServerContextFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final AuthorizationServerSettings SETTINGS = AuthorizationServerSettings.builder()
            .authorizationEndpoint(OAuthPaths.APPROVE_APP)
            .tokenEndpoint(OAuthPaths.TOKEN_ENDPOINT)
            .tokenRevocationEndpoint(OAuthPaths.REVOKE_TOKEN)
            .build();

    private final transient BaseUrl baseUrl;

    ServerContextFilter(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AuthorizationServerContextHolder.setContext(context(baseUrl));
        try {
            chain.doFilter(request, response);
        } finally {
            AuthorizationServerContextHolder.resetContext();
        }
    }

    static AuthorizationServerContext context(BaseUrl baseUrl) {
        return new AuthorizationServerContext() {
            @Override
            public String getIssuer() {
                return baseUrl.of("");
            }

            @Override
            public AuthorizationServerSettings getAuthorizationServerSettings() {
                return SETTINGS;
            }
        };
    }
}
