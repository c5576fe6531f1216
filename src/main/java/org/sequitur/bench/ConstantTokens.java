package org.sequitur.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sequitur.token.RememberedCallers;
import org.sequitur.wire.Admission;
import org.sequitur.wire.Authenticator;
import org.sequitur.wire.Caller;
import org.springframework.context.annotation.Primary;

/**
 * What Sequitur must not do, for comparison: a token stands for the same caller for ever, is compared as it came, and nobody's
 * requests are counted. It is part of the benchmark's own server only.
 */
@Primary
final class ConstantTokens implements Authenticator, Admission {

    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final RememberedCallers authenticator;

    /** @param authenticator says once who each token stands for */
    ConstantTokens(RememberedCallers authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public @Nullable Caller authenticate(String accessToken, Supplier<@Nullable String> subdomain) {
        Caller known = callers.get(accessToken);
        if (known == null) {
            known = authenticator.authenticate(accessToken, subdomain);
            if (known != null) {
                callers.put(accessToken, known);
            }
        }
        return known;
    }

    @Override
    public void admit(Caller caller, boolean test) {
        // Everybody is welcome.
    }

    @Override
    public void turnAway(String address) {
        // Nobody is counted.
    }
}
