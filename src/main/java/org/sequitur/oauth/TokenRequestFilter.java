package org.sequitur.oauth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Reads a request of an app before the authorization server does. */
final class TokenRequestFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        TokenRequest read;
        try {
            read = new TokenRequest(request);
        } catch (OAuth2AuthenticationException e) {
            TokenAnswers.refusal(request, response, e);
            return;
        }
        chain.doFilter(read, response);
    }
}
