package org.sequitur.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.BaseUrl;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** The tokens that tell our own forms from other sites'; which cookie they are kept in is known once the server's address is. */
final class FormTokens implements CsrfTokenRepository {

    private final BaseUrl baseUrl;
    private final CookieCsrfTokenRepository plain = repository("sequitur_form", false);
    private final CookieCsrfTokenRepository secure = repository("__Host-sequitur_form", true);

    FormTokens(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    private static CookieCsrfTokenRepository repository(String name, boolean isSecure) {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(name);
        repository.setCookiePath("/");
        repository.setCookieCustomizer(
                cookie -> cookie.secure(isSecure).httpOnly(true).sameSite("Lax"));
        return repository;
    }

    private CookieCsrfTokenRepository current() {
        return baseUrl.isSecure() ? secure : plain;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return current().generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        current().saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return current().loadToken(request);
    }
}
