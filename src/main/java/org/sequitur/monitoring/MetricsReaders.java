package org.sequitur.monitoring;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Admission;
import org.sequitur.wire.BelievedProxies;
import org.sequitur.wire.WireException;

/**
 * Who may read the figures: whoever bears the token that is set for it; where none is set, whoever is on this machine and did not
 * come through a proxy. A proxy on this machine that names nobody is taken for a local reader, which is why a token, once it is set, is
 * asked of everybody.
 */
final class MetricsReaders {

    private static final int LEAST_CHARACTERS = 32;
    private static final int MOST_CHARACTERS = 255;
    private static final String BEARER = "bearer ";

    /** What proxies say about whom they speak for. Nobody who is here by himself sends them. */
    private static final List<String> TRACES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private final byte @Nullable [] token;
    private final Admission admission;

    /**
     * @param token empty for none
     * @throws IllegalArgumentException when the token is easily guessed
     */
    MetricsReaders(String token, Admission admission) {
        if (!token.isEmpty()
                && (token.length() < LEAST_CHARACTERS
                        || token.length() > MOST_CHARACTERS
                        || !token.chars().allMatch(c -> c > ' ' && c < 0x7F))) {
            throw new IllegalArgumentException("sequitur.metrics.token has " + LEAST_CHARACTERS + " to "
                    + MOST_CHARACTERS + " characters, all of them printable ASCII without spaces");
        }
        this.token = token.isEmpty() ? null : token.getBytes(StandardCharsets.US_ASCII);
        this.admission = admission;
    }

    /** @throws WireException 401 without the token that is set; where none is set, 404 for everybody but local readers */
    void admit(HttpServletRequest request) {
        if (token == null) {
            if (!isLocal(request)) {
                throw WireException.notFound();
            }
        } else if (!MessageDigest.isEqual(token, borne(request))) {
            admission.turnAway(request.getRemoteAddr());
            throw WireException.unauthorised();
        }
    }

    private static byte[] borne(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        boolean isBearer =
                authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return isBearer
                ? authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    private static boolean isLocal(HttpServletRequest request) {
        return !BelievedProxies.spokeFor(request)
                && TRACES.stream().allMatch(header -> request.getHeader(header) == null)
                && isLoopback(request.getRemoteAddr());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
