package org.sequitur.signin;

import jakarta.servlet.http.HttpServletResponse;

/** What a browser may do with a page. */
public final class PagePolicy {

    private static final String CONTENT =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
                    + "frame-ancestors 'none'; form-action 'self'";

    private PagePolicy() {}

    static void set(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT);
        response.setHeader("X-Frame-Options", "DENY");
        // Links in mails and of OAuth carry secrets in their queries.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    /**
     * For a page whose form is answered by a redirect to another site: Chromium holds {@code form-action} against the whole chain
     * of redirects.
     *
     * @param origin such as {@code https://app.example.org}, or {@code com.example.app:} for a scheme of an app; characters that
     *     could end the directive are refused
     * @throws IllegalArgumentException when it is no origin
     */
    public static void letFormsLeadTo(HttpServletResponse response, String origin) {
        if (!origin.matches("[A-Za-z][A-Za-z0-9+.-]*:(//[A-Za-z0-9.:\\[\\]-]+)?")) {
            throw new IllegalArgumentException("not an origin: " + origin);
        }
        response.setHeader("Content-Security-Policy", CONTENT + " " + origin);
    }
}
