package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who a request acts for: one user of one company, as its access token says.
 *
 * @param appId the app that the token was given to; 0 when it is a token that the user made
 * @param address the network address that the request came from; empty when it came from none
 */
public record Caller(long companyId, long userId, PermissionLevel level, long appId, String address) {

    static final String ATTRIBUTE = Caller.class.getName();

    /** @throws WireException 401 when the request bears no token */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw WireException.unauthorised();
    }

    static boolean isKnown(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller;
    }

    Caller at(String remoteAddress) {
        return new Caller(companyId, userId, level, appId, remoteAddress);
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
