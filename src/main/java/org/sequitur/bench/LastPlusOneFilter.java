package org.sequitur.bench;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sequitur.reference.Reference;
import org.sequitur.wire.Authenticator;
import org.sequitur.wire.BufferedRequest;
import org.sequitur.wire.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What Sequitur must not do, for comparison: reads the last stored reference in a transaction of its own, adds one, and goes on
 * as if the client had sent that reference. It is part of the benchmark's own server only, and sees the benchmark's own requests
 * only.
 */
final class LastPlusOneFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";

    private final transient Authenticator authenticator;
    private final transient JdbcClient jdbc;

    LastPlusOneFilter(Authenticator authenticator, JdbcClient jdbc) {
        this.authenticator = authenticator;
        this.jdbc = jdbc;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String authorization =
                Optional.ofNullable(request.getHeader("Authorization")).orElse(BEARER);
        Caller caller = authenticator.authenticate(authorization.substring(BEARER.length()), () -> null);
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (caller == null || !body.startsWith(InvoiceRequests.SINGLE_START)) {
            throw new ServletException("this server is for the benchmark only");
        }
        String withReference = InvoiceRequests.SINGLE_START + "\"reference\":\""
                + lastPlusOne(caller.companyId()).text() + "\","
                + body.substring(InvoiceRequests.SINGLE_START.length());
        chain.doFilter(BufferedRequest.of(request, withReference.getBytes(StandardCharsets.UTF_8)), response);
    }

    private Reference lastPlusOne(long companyId) {
        return jdbc.sql("SELECT reference FROM document WHERE company_id = ? ORDER BY id DESC LIMIT 1")
                .param(companyId)
                .query(String.class)
                .optional()
                .map(last -> new Reference(last).next())
                .orElse(Reference.FIRST);
    }
}
