package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;

/** Who a request acts for: one user of one company, as its access token says. */
public record Caller(long companyId, long userId, PermissionLevel level) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /** @throws WireException 401 when the request bears no token */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw WireException.unauthorised();
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
