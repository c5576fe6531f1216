package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Renders what a route returned, or what went wrong instead. */
final class WireAnswers implements HandlerMethodReturnValueHandler, HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(WireAnswers.class);

    private final Renderer renderer;
    private final BaseUrl baseUrl;

    WireAnswers(Renderer renderer, BaseUrl baseUrl) {
        this.renderer = renderer;
        this.baseUrl = baseUrl;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return returnType.getParameterType() == Answer.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object returnValue,
            MethodParameter returnType,
            ModelAndViewContainer container,
            NativeWebRequest webRequest)
            throws IOException {
        container.setRequestHandled(true);
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
        if (request == null || response == null || !(returnValue instanceof Answer answer)) {
            throw new IllegalStateException("a route returned no answer");
        }
        if (!HeldAnswer.hold(request, answer)) {
            renderer.render(request, response, answer);
        }
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (response.isCommitted()) {
            // Half an answer is on its way: the web server ends the connection, or it would look whole.
            LOG.warn("{} {} was not answered to the end", request.getMethod(), request.getRequestURI(), failure);
            return null;
        }
        if (Pages.isPage(handler)) {
            return null;
        }
        // Without a route, the headers are read only to say so; a media type that is none is no reason to fail.
        WireException refusal = handler == null && failure instanceof IllegalArgumentException
                ? WireException.notFound()
                : Refusals.of(request.getMethod(), request.getRequestURI(), failure);
        Answer answer = refusal.answer();
        if (refusal.status() == 422 && isCreate(request)) {
            answer.with("Location", baseUrl.of(request.getRequestURI()));
        }
        try {
            renderer.render(request, response, answer);
        } catch (IOException e) {
            LOG.debug("the client is gone", e);
        }
        return new ModelAndView();
    }

    /** FreeAgent names the collection in {@code Location} when it refuses a create. */
    private static boolean isCreate(HttpServletRequest request) {
        String path = request.getRequestURI();
        return "POST".equals(request.getMethod()) && path.indexOf('/', "/v2/".length()) < 0;
    }
}
