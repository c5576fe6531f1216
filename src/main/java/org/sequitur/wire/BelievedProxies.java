package org.sequitur.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;

/** Those who are before the server: what they say about for whom they speak is believed, and nobody else's word. */
public final class BelievedProxies extends RemoteIpValve {

    private static final String SPOKEN_FOR = BelievedProxies.class.getName();

    /** @param networks addresses and networks with commas between them */
    public BelievedProxies(String networks) {
        setInternalProxies(networks);
        setProtocolHeader("X-Forwarded-Proto");
    }

    /** Whether one of them said for whom, whoever that is; afterwards the header is gone. */
    public static boolean spokeFor(ServletRequest request) {
        return request.getAttribute(SPOKEN_FOR) != null;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getHeader(getRemoteIpHeader()) != null) {
            request.setAttribute(SPOKEN_FOR, true);
        }
        super.invoke(request, response);
    }
}
