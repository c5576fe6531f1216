package org.sequitur.wire;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.CompanyAtWork;
import org.slf4j.MDC;
import org.springframework.web.util.UriUtils;

/**
 * The first and last of every request: the headers that every answer carries, paths with doubled or trailing slashes, and the
 * access token of everything below {@code /v2} and {@code /sequitur}, before it is even known whether the route exists.
 */
final class WireFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    static final String REQUEST_ID_HEADER = "X-Request-Id";
    /** What lines of the log have the id of their request under. */
    static final String REQUEST_ID = "request_id";

    private static final Pattern REQUEST_IDS = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    /** What an answer that is no page may load, should a browser take it for one. */
    private static final String NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String BEARER = "bearer ";
    /** Where tokens are had and given back: whoever comes here bears none. */
    private static final Set<String> AUTHORIZATION_SERVER =
            Set.of("/v2/approve_app", "/v2/token_endpoint", "/sequitur/v1/revoke_token");

    private final transient Authenticator authenticator;
    private final transient Admission admission;
    private final transient Renderer renderer;

    WireFilter(Authenticator authenticator, Admission admission, Renderer renderer) {
        this.authenticator = authenticator;
        this.admission = admission;
        this.renderer = renderer;
    }

    @Override
    protected void doFilter(HttpServletRequest original, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestClock.start(original);
        MDC.put(REQUEST_ID, setCommonHeaders(original, response, renderer.isForSecureClients()));
        try {
            filter(original, response, chain);
        } finally {
            MDC.remove(REQUEST_ID);
        }
    }

    private void filter(HttpServletRequest original, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = normalised(original);
        if ("OPTIONS".equals(request.getMethod())) {
            renderer.render(request, response, Answer.of(204, null));
            return;
        }
        Caller caller = null;
        try {
            if (isProtected(request.getRequestURI())) {
                caller = admitted(request).at(request.getRemoteAddr());
                caller.attachTo(request);
            }
            checkParameters(request.getRequestURI());
        } catch (RuntimeException e) {
            renderer.render(
                    request,
                    response,
                    Refusals.of(request.getMethod(), request.getRequestURI(), e).answer());
            return;
        }
        if (caller == null) {
            chain.doFilter(request, response);
        } else {
            serve(caller, request, response, chain);
        }
    }

    /** From here on the database shows the caller's company and no other. */
    private static void serve(
            Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            CompanyAtWork.<Object, Exception>call(caller.companyId(), () -> {
                chain.doFilter(request, response);
                return caller;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** The container decodes a path without its parameters, {@code ;a=b}; what routes it decodes them, too, and would fail. */
    private static void checkParameters(String path) {
        if (path.indexOf(';') >= 0) {
            try {
                UriUtils.decode(path, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw WireException.badRequest("The path could not be read");
            }
        }
    }

    private Caller admitted(HttpServletRequest request) {
        Caller caller = authenticate(request.getHeader("Authorization"), () -> request.getHeader("X-Subdomain"));
        if (caller == null) {
            admission.turnAway(request.getRemoteAddr());
            throw WireException.unauthorised();
        }
        admission.admit(caller, "true".equalsIgnoreCase(request.getHeader("X-RateLimit-Test")));
        return caller;
    }

    private @Nullable Caller authenticate(@Nullable String authorization, Supplier<@Nullable String> subdomain) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return null;
        }
        return authenticator.authenticate(
                authorization.substring(BEARER.length()).strip(), subdomain);
    }

    private static boolean isProtected(String path) {
        return (path.equals("/v2") || path.startsWith("/v2/") || path.startsWith("/sequitur/"))
                && !AUTHORIZATION_SERVER.contains(path);
    }

    /** @return the request's id: the client's, if it is well formed, else a new one */
    static String setCommonHeaders(HttpServletRequest request, HttpServletResponse response, boolean secure) {
        String sent = request.getHeader(REQUEST_ID_HEADER);
        String requestId = sent != null && REQUEST_IDS.matcher(sent).matches() ? sent : newRequestId();
        response.setHeader(REQUEST_ID_HEADER, requestId);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Vary", "Origin");
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader("Content-Security-Policy", NOTHING);
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        return requestId;
    }

    /** Random enough to tell requests apart; it is no secret, and a secure source would make requests wait for each other. */
    private static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** {@code /v2//contacts/} is {@code /v2/contacts}: clients that glue paths together send such. */
    private static HttpServletRequest normalised(HttpServletRequest request) {
        String sent = request.getRequestURI();
        String path = sent;
        if (path.contains("//")) {
            path = SLASHES.matcher(path).replaceAll("/");
        }
        if (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.equals(sent) ? request : new OnPath(request, path);
    }

    private static final class OnPath extends HttpServletRequestWrapper {
        private final String path;

        OnPath(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(path);
        }

        @Override
        public String getServletPath() {
            return path;
        }
    }
}
