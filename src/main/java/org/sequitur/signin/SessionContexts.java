package org.sequitur.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.Person;
import org.sequitur.person.WebSession;
import org.sequitur.person.WebSessions;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/** Knows who is signed in by the browser's cookie and the session in the database; there is no other kind of session. */
final class SessionContexts implements SecurityContextRepository {

    private final WebSessions sessions;
    private final SessionCookie cookie;

    SessionContexts(WebSessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** Begins a session with a secret of its own; the one that the browser had, whoever's it was, ends. */
    void begin(Person person, HttpServletRequest request, HttpServletResponse response) {
        endBefore(request);
        WebSessions.Begun begun = sessions.begin(person.id(), request.getRemoteAddr(), request.getHeader("User-Agent"));
        cookie.write(response, begun.secret());
    }

    /** The same for whoever still has to take the second step. */
    void beginHalf(Person person, HttpServletRequest request, HttpServletResponse response) {
        endBefore(request);
        WebSessions.Begun begun =
                sessions.beginHalf(person.id(), request.getRemoteAddr(), request.getHeader("User-Agent"));
        cookie.write(response, begun.secret());
    }

    /** Who still has to take the second step on this browser. */
    @Nullable
    Person halfSignedIn(HttpServletRequest request) {
        String secret = cookie.read(request);
        return secret == null ? null : sessions.findHalf(secret);
    }

    private void endBefore(HttpServletRequest request) {
        String before = cookie.read(request);
        if (before != null) {
            sessions.end(before);
        }
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        String secret = cookie.read(request);
        if (secret != null) {
            sessions.end(secret);
        }
        cookie.clear(response);
    }

    private SecurityContext context(HttpServletRequest request) {
        SecurityContextImpl context = new SecurityContextImpl();
        String secret = cookie.read(request);
        WebSession session = secret == null ? null : sessions.find(secret);
        if (session != null) {
            SignedIn signedIn = new SignedIn(
                    session.person().id(), session.id(), session.person().email());
            Authentication authentication = new PreAuthenticatedAuthenticationToken(
                    signedIn, "", AuthorityUtils.createAuthorityList("ROLE_PERSON"));
            context.setAuthentication(authentication);
        }
        return context;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        Supplier<SecurityContext> supplier = new Supplier<>() {
            private @Nullable SecurityContext loaded;

            @Override
            public SecurityContext get() {
                SecurityContext context = loaded;
                if (context == null) {
                    context = context(request);
                    loaded = context;
                }
                return context;
            }
        };
        return new DeferredSecurityContext() {
            @Override
            public SecurityContext get() {
                return supplier.get();
            }

            @Override
            public boolean isGenerated() {
                return supplier.get().getAuthentication() == null;
            }
        };
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return context(holder.getRequest());
    }

    /** Sessions begin and end where people sign in and out, and nowhere else. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return cookie.read(request) != null;
    }
}
