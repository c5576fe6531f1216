package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** How long a request has taken, for {@code X-Runtime}. */
final class RequestClock {

    private static final String STARTED = RequestClock.class.getName();
    private static final double NANOS_PER_SECOND = 1e9;

    private RequestClock() {}

    static void start(HttpServletRequest request) {
        request.setAttribute(STARTED, System.nanoTime());
    }

    static String secondsSinceStart(HttpServletRequest request) {
        long nanos = request.getAttribute(STARTED) instanceof Long started ? System.nanoTime() - started : 0;
        return String.format(Locale.ROOT, "%.6f", nanos / NANOS_PER_SECOND);
    }
}
