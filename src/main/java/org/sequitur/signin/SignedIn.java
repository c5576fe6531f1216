package org.sequitur.signin;

import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/** Whoever is signed in on the browser that a request comes from; the principal of its authentication. */
public record SignedIn(long personId, long sessionId, String email) implements AuthenticatedPrincipal, Serializable {

    /** The person's id: addresses change. */
    @Override
    public String getName() {
        return Long.toString(personId);
    }
}
