package org.sequitur.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.WebSessions;
import org.sequitur.wire.BaseUrl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Carries the secret of a session. Where the server's address is {@code https} it is kept to TLS, and its name to this host; scripts
 * never see it, and other sites' forms do not send it.
 */
final class SessionCookie {

    private static final String NAME = "sequitur_session";
    private static final String HOST_NAME = "__Host-" + NAME;

    private final BaseUrl baseUrl;

    SessionCookie(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Nullable
    String read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        String name = name();
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    void write(HttpServletResponse response, String secret) {
        set(response, secret, WebSessions.LONGEST);
    }

    void clear(HttpServletResponse response) {
        set(response, "", Duration.ZERO);
    }

    private void set(HttpServletResponse response, String value, Duration age) {
        ResponseCookie cookie = ResponseCookie.from(name(), value)
                .path("/")
                .maxAge(age)
                .secure(baseUrl.isSecure())
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String name() {
        return baseUrl.isSecure() ? HOST_NAME : NAME;
    }
}
