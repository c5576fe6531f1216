package org.sequitur.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;

/**
 * Answers what comes on an open connection while the server stops: nothing was done, send it again. Left alone, Tomcat does not read
 * such a request's headers, misses its Host and calls it a bad one, and a client would not try again.
 */
final class StoppingValve extends ValveBase {

    StoppingValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        boolean unread = response.getStatus() == HttpServletResponse.SC_BAD_REQUEST;
        if (unread
                && request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "1");
            response.setContentType("application/json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getWriter().write("{\"errors\":{\"error\":{\"message\":\"The server is stopping\"}}}");
            return;
        }
        getNext().invoke(request, response);
    }
}
