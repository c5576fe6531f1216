package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;

/** How long a request has taken, for {@code X-Runtime}. */
final class RequestClock {

    private static final String STARTED = RequestClock.class.getName();
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int MICRO_DIGITS = 6;

    private RequestClock() {}

    static void start(HttpServletRequest request) {
        request.setAttribute(STARTED, System.nanoTime());
    }

    /** With six decimal places. */
    static String secondsSinceStart(HttpServletRequest request) {
        long nanos = request.getAttribute(STARTED) instanceof Long started ? System.nanoTime() - started : 0;
        return BigDecimal.valueOf(nanos / NANOS_PER_MICRO, MICRO_DIGITS).toPlainString();
    }
}
