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
 * such a request's headers, misses its Host and calls it a bad one, and a client would not try again. Connections that are answered
 * during the {@link Drain} before end with the answer, so that a proxy has none left to send such a request on.
 */
final class StoppingValve extends ValveBase {

    private final Drain drain;

    StoppingValve(Drain drain) {
        super(true);
        this.drain = drain;
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
        if (drain.hasBegun()) {
            response.setHeader("Connection", "close");
        }
        getNext().invoke(request, response);
    }
}
