package org.sequitur.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.sequitur.wire.Pages;

/** Stands before Spring Security's filters on the way to a page: the headers of pages, and their encoding. */
final class PageFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setCharacterEncoding(StandardCharsets.UTF_8);
        PagePolicy.set(response);
        Pages.markGuarded(request);
        chain.doFilter(request, response);
    }
}
