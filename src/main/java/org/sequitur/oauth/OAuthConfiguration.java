package org.sequitur.oauth;

import jakarta.servlet.Filter;
import java.util.List;
import org.sequitur.limit.RefreshLimit;
import org.sequitur.store.HouseConnections;
import org.sequitur.wire.BaseUrl;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The authorization server of Spring Security, put together from its filters by hand and set before its own paths only: no request
 * of the API passes it. It comes after the kernel's filter, which has put the path in order.
 */
@Configuration(proxyBeanMethods = false)
class OAuthConfiguration {

    @Bean
    RegisteredApps registeredApps(Apps apps) {
        return new RegisteredApps(apps);
    }

    @Bean
    StoredAuthorizations storedAuthorizations(Grants grants, RegisteredApps apps) {
        return new StoredAuthorizations(grants, apps);
    }

    @Bean
    ExpiredGrants expiredGrants(Grants grants) {
        return new ExpiredGrants(grants);
    }

    @Bean
    FilterRegistrationBean<Filter> tokenEndpoints(
            RegisteredApps apps,
            StoredAuthorizations authorizations,
            Grants grants,
            HouseConnections house,
            RefreshLimit limit,
            BaseUrl baseUrl) {
        TransactionOperations transactions = house.transactions();
        ClientSecretAuthenticationProvider clients = new ClientSecretAuthenticationProvider(apps, authorizations);
        clients.setPasswordEncoder(new RegisteredApps.Secrets());
        OpaqueTokens tokens = new OpaqueTokens();
        ProviderManager exchanges = new ProviderManager(
                exchange(
                        new OAuth2AuthorizationCodeAuthenticationProvider(authorizations, tokens),
                        transactions,
                        grants,
                        limit),
                exchange(
                        new OAuth2RefreshTokenAuthenticationProvider(authorizations, tokens),
                        transactions,
                        grants,
                        limit),
                exchange(new OAuth2TokenRevocationAuthenticationProvider(authorizations), transactions, grants, limit));

        RequestMatcher paths = new OrRequestMatcher(post(OAuthPaths.TOKEN_ENDPOINT), post(OAuthPaths.REVOKE_TOKEN));
        OAuth2ClientAuthenticationFilter knowing =
                new OAuth2ClientAuthenticationFilter(new ProviderManager(clients), paths);
        knowing.setAuthenticationConverter(new DelegatingAuthenticationConverter(
                new ClientSecretBasicAuthenticationConverter(), new ClientSecretPostAuthenticationConverter()));
        knowing.setAuthenticationFailureHandler(TokenAnswers::refusal);

        OAuth2TokenEndpointFilter endpoint = new OAuth2TokenEndpointFilter(exchanges, OAuthPaths.TOKEN_ENDPOINT);
        endpoint.setAuthenticationConverter(new DelegatingAuthenticationConverter(
                new OAuth2AuthorizationCodeAuthenticationConverter(), new OAuth2RefreshTokenAuthenticationConverter()));
        endpoint.setAuthenticationSuccessHandler(TokenAnswers::tokens);
        endpoint.setAuthenticationFailureHandler(TokenAnswers::refusal);

        OAuth2TokenRevocationEndpointFilter revocation =
                new OAuth2TokenRevocationEndpointFilter(exchanges, OAuthPaths.REVOKE_TOKEN);
        revocation.setAuthenticationFailureHandler(TokenAnswers::refusal);

        return registered(
                new DefaultSecurityFilterChain(
                        paths,
                        new ServerContextFilter(baseUrl),
                        new TokenRequestFilter(),
                        knowing,
                        new KnownClientFilter(),
                        endpoint,
                        revocation),
                OAuthPaths.TOKEN_ENDPOINT,
                OAuthPaths.REVOKE_TOKEN);
    }

    private static AuthenticationProvider exchange(
            AuthenticationProvider provider, TransactionOperations transactions, Grants grants, RefreshLimit limit) {
        return new Exchange(provider, transactions, grants, limit);
    }

    private static RequestMatcher post(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
    }

    /** With what is below each path, for a slash at its end. */
    static FilterRegistrationBean<Filter> registered(DefaultSecurityFilterChain chain, String... paths) {
        FilterRegistrationBean<Filter> registration =
                new FilterRegistrationBean<>(new FilterChainProxy(List.of(chain)));
        for (String path : paths) {
            registration.addUrlPatterns(path, path + "/*");
        }
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        registration.setName("oauth " + paths[0]);
        return registration;
    }
}
