package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What is checked once a route is found, in this order: whether its ids are ids (404), permission (403), {@code Accept} (406),
 * {@code Content-Type} (415).
 */
final class RouteChecks implements HandlerInterceptor {

    /** Looking for annotations takes longer than everything else here. */
    private final Map<Method, Optional<Requires>> requirements = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            checkIds(request, method);
            if (Pages.isPage(method)) {
                Pages.checkGuarded(request);
                return true;
            }
            Requires requires = requirements
                    .computeIfAbsent(
                            method.getMethod(), route -> Optional.ofNullable(requires(route, method.getBeanType())))
                    .orElse(null);
            if (requires != null && !Caller.of(request).level().includes(requires.value())) {
                throw WireException.forbidden(Requires.NOT_ALLOWED);
            }
            if (Form.wanted(request) == null && !method.hasMethodAnnotation(OneForm.class)) {
                throw WireException.empty(406);
            }
            BodyReader.checkContentType(request);
        }
        return true;
    }

    /** Spring would read signs, spaces and hexadecimal digits too. */
    private static void checkIds(HttpServletRequest request, HandlerMethod method) {
        if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)
                || variables.isEmpty()) {
            return;
        }
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.getParameterType() == long.class
                    && parameter.hasParameterAnnotation(PathVariable.class)
                    && variables.get(parameter.getParameter().getName()) instanceof String text
                    && !RecordReference.isId(text)) {
                throw WireException.notFound();
            }
        }
    }

    static @Nullable Requires requires(Method route, Class<?> routes) {
        Requires own = AnnotatedElementUtils.findMergedAnnotation(route, Requires.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(routes, Requires.class);
    }
}
