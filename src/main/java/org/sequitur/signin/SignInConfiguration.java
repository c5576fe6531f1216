package org.sequitur.signin;

import jakarta.servlet.Filter;
import org.sequitur.person.WebSessions;
import org.sequitur.wire.BaseUrl;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** Puts Spring Security before the pages, and before nothing else: the API knows its callers by itself. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SignInConfiguration {

    /**
     * Where pages are. The pattern of a page is also that of everything below it: the kernel reads {@code /sign_in/} as
     * {@code /sign_in}, so the guard must, too.
     */
    private static final String[] PAGES = {
        "/sign_in/*",
        "/sign_out/*",
        "/account/*",
        "/password/*",
        "/invitation/*",
        "/setup/*",
        "/assets/*",
        "/v2/approve_app/*"
    };

    /** Before Spring Security's filters, after the kernel's. */
    private static final int GUARD = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    static FilterRegistrationBean<PageFilter> pageFilter() {
        return onPages(new PageFilter(), GUARD);
    }

    @Bean
    static FilterRegistrationBean<Filter> pageSecurity(@Qualifier("springSecurityFilterChain") Filter chain) {
        return onPages(chain, GUARD + 1);
    }

    private static <T extends Filter> FilterRegistrationBean<T> onPages(T filter, int order) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(PAGES);
        registration.setOrder(order);
        return registration;
    }

    @Bean
    static SessionContexts sessionContexts(WebSessions sessions, BaseUrl baseUrl) {
        return new SessionContexts(sessions, new SessionCookie(baseUrl));
    }

    @Bean
    static CsrfTokenRepository formTokens(BaseUrl baseUrl) {
        return new FormTokens(baseUrl);
    }

    @Bean
    static AuthenticationEntryPoint toSignIn() {
        return new ToSignIn();
    }

    /** All pages that no other chain takes. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static SecurityFilterChain pages(
            HttpSecurity http,
            SessionContexts contexts,
            CsrfTokenRepository formTokens,
            AuthenticationEntryPoint toSignIn,
            ErrorPages errors) {
        return withPeople(http, contexts, formTokens, toSignIn, errors)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/account", "/account/**", "/v2/approve_app", "/v2/approve_app/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .build();
    }

    private static HttpSecurity withPeople(
            HttpSecurity http,
            SessionContexts contexts,
            CsrfTokenRepository formTokens,
            AuthenticationEntryPoint toSignIn,
            ErrorPages errors) {
        return http.securityContext(context -> context.securityContextRepository(contexts))
                .csrf(csrf -> csrf.csrfTokenRepository(formTokens))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(toSignIn).accessDeniedHandler(errors))
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }
}
