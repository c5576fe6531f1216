package org.sequitur.oauth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Lets nothing through that no app has signed with its secret. */
final class KnownClientFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        if (client == null || !client.isAuthenticated()) {
            TokenAnswers.refusal(request, response, new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
            return;
        }
        chain.doFilter(request, response);
    }
}
