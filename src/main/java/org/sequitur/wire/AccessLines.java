package org.sequitur.wire;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The access log: a line for each request. It names the route and not the path, and nothing else that a client has sent: in paths and
 * queries there are links that let somebody in.
 */
final class AccessLines {

    private static final Logger LOG = LoggerFactory.getLogger("org.sequitur.access");
    private static final double NANOS_PER_MILLI = 1e6;

    /** @param method one of those that are known */
    void write(Request request, Response response, String method, String route, long nanos) {
        String requestId = response.getHeader(WireFilter.REQUEST_ID_HEADER);
        String company = request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
                ? Long.toString(caller.companyId())
                : "-";
        double millis = Math.round(nanos / NANOS_PER_MILLI * 100) / 100.0;
        MDC.put(WireFilter.REQUEST_ID, requestId == null ? "-" : requestId);
        try {
            LOG.atInfo()
                    .addKeyValue("method", method)
                    .addKeyValue("route", route)
                    .addKeyValue("status", response.getStatus())
                    .addKeyValue("milliseconds", millis)
                    .addKeyValue("company", company)
                    .log("{} {} {} {} ms, company {}", method, route, response.getStatus(), millis, company);
        } finally {
            MDC.remove(WireFilter.REQUEST_ID);
        }
    }
}
