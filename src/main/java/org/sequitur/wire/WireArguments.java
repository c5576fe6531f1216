package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives routes what they ask for: {@link Caller}, {@link ListQuery}, {@link ApiVersion}, and the body as {@link WireObject} or {@link Upload}. */
final class WireArguments implements HandlerMethodArgumentResolver {

    private final BodyReader bodies = new BodyReader();
    private final BaseUrl baseUrl;
    private final ApiVersions versions;

    WireArguments(BaseUrl baseUrl, ApiVersions versions) {
        this.baseUrl = baseUrl;
        this.versions = versions;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class
                || type == ListQuery.class
                || type == ApiVersion.class
                || ((type == WireObject.class || type == Upload.class) && parameter.hasParameterAnnotation(Root.class));
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binderFactory)
            throws IOException {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        if (parameter.getParameterType() == Caller.class) {
            return Caller.of(request);
        }
        if (parameter.getParameterType() == ListQuery.class) {
            return ListQuery.of(request, baseUrl);
        }
        if (parameter.getParameterType() == ApiVersion.class) {
            return versions.of(request);
        }
        Root root = parameter.getParameterAnnotation(Root.class);
        if (root != null && parameter.getParameterType() == Upload.class) {
            request.setAttribute(Change.SENT, root.value());
            return bodies.upload(request, root.value());
        }
        WireObject sent = root == null
                ? bodies.attributes(request, "", false)
                : bodies.attributes(request, root.value(), root.mayBeEmpty());
        request.setAttribute(Change.SENT, sent.names());
        return sent;
    }
}
