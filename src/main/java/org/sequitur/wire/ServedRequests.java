package org.sequitur.wire;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.sequitur.metric.Distribution;
import org.sequitur.metric.MetricWriter;
import org.sequitur.metric.Metrics;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Counts every request, also those that the web server itself refuses, once its answer is out. It knows them by the family of their
 * route, of which there are as many as the program has, and never by what a client has sent.
 */
final class ServedRequests extends ValveBase implements AccessLog, Metrics {

    /** Of what was refused before a route was looked for, or for which there is none. */
    static final String NO_ROUTE = "none";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other");
    private static final List<String> STATUSES = List.of("1xx", "2xx", "3xx", "4xx", "5xx");
    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private final Map<String, Family> families = new ConcurrentHashMap<>();
    private final Map<String, Family> familiesOfRoutes = new ConcurrentHashMap<>();
    private final LongAdder inFlight = new LongAdder();
    private final @Nullable AccessLines lines;

    private static final class Family {
        private final Distribution times = Distribution.ofSeconds(SECONDS);
        private final LongAdder[] counts = Stream.generate(LongAdder::new)
                .limit((long) METHODS.size() * STATUSES.size())
                .toArray(LongAdder[]::new);
    }

    /** @param lines null when no access log is wanted */
    ServedRequests(@Nullable AccessLines lines) {
        super(true);
        this.lines = lines;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        inFlight.increment();
        try {
            getNext().invoke(request, response);
        } finally {
            inFlight.decrement();
        }
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        String route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? pattern
                : NO_ROUTE;
        String method = known(request.getMethod());
        Family family = familiesOfRoutes.computeIfAbsent(
                route, pattern -> families.computeIfAbsent(family(pattern), name -> new Family()));
        int status = Math.clamp(response.getStatus() / 100, 1, STATUSES.size());
        family.counts[METHODS.indexOf(method) * STATUSES.size() + status - 1].increment();
        family.times.add(nanos);
        if (lines != null) {
            lines.write(request, response, method, route, nanos);
        }
    }

    private static String known(@Nullable String method) {
        return METHODS.contains(method) ? String.valueOf(method) : METHODS.getLast();
    }

    /** {@code invoices} of {@code /v2/invoices/{id}}, {@code sequences} of {@code /sequitur/v1/sequences}, else the first segment. */
    static String family(String route) {
        String[] segments = route.split("/", -1);
        int place = route.startsWith("/v2/") ? 2 : route.startsWith("/sequitur/v1/") ? 3 : 1;
        return segments.length <= place || segments[place].isEmpty() || segments[place].startsWith("{")
                ? NO_ROUTE
                : segments[place];
    }

    @Override
    public void write(MetricWriter out) {
        out.gauge("sequitur_http_requests_in_flight", "Requests that are being served", inFlight.intValue());
        families.forEach((name, family) -> {
            for (int i = 0; i < family.counts.length; i++) {
                long count = family.counts[i].sum();
                if (count > 0) {
                    out.counter(
                            "sequitur_http_requests_total",
                            "Requests that were answered",
                            count,
                            "family",
                            name,
                            "method",
                            METHODS.get(i / STATUSES.size()),
                            "status",
                            STATUSES.get(i % STATUSES.size()));
                }
            }
            out.histogram(
                    "sequitur_http_request_seconds",
                    "From the first byte of a request to the last of its answer",
                    family.times,
                    "family",
                    name);
        });
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // Addresses are not told.
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
