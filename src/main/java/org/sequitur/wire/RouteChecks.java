package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** What is checked once a route is found, in this order: permission (403), {@code Accept} (406), {@code Content-Type} (415). */
final class RouteChecks implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Requires requires = requires(method);
            if (requires != null && !WireFilter.caller(request).level().includes(requires.value())) {
                throw WireException.forbidden("You are not allowed to access this action.");
            }
            if (Form.wanted(request) == null) {
                throw WireException.empty(406);
            }
            BodyReader.checkContentType(request);
        }
        return true;
    }

    static @org.jspecify.annotations.Nullable Requires requires(HandlerMethod method) {
        Requires own = method.getMethodAnnotation(Requires.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Requires.class);
    }
}
