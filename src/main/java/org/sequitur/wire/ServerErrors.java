package org.sequitur.wire;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the refusals of the web server itself, such as that of a malformed path, the shape that all others have. */
final class ServerErrors extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ServerErrors.class);

    private final Renderer renderer;

    ServerErrors(Renderer renderer) {
        this.renderer = renderer;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            WireFilter.setCommonHeaders(request, response, renderer.isForSecureClients());
            renderer.render(
                    request,
                    response,
                    WireException.single(status, message(status)).answer());
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("the client is gone", e);
        }
    }

    private static String message(int status) {
        if (status == 404) {
            return "Resource not found";
        }
        return status < 500 ? "The request could not be read" : "Something went wrong on the server";
    }
}
