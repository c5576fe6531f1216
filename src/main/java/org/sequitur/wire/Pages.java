package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/** Tells pages from routes of the API. */
public final class Pages {

    private static final String GUARDED = Pages.class.getName();

    private Pages() {}

    /** Whether what handles a request is a method of a {@link Page}. */
    public static boolean isPage(@Nullable Object handler) {
        return handler instanceof HandlerMethod method && method.getBeanType().isAnnotationPresent(Page.class);
    }

    /** Tells that the request has passed what stands before all pages. */
    public static void markGuarded(HttpServletRequest request) {
        request.setAttribute(GUARDED, true);
    }

    /**
     * The guard is chosen by the path as the web server sees it, the route by the path as the kernel reads it; a path on which the
     * two disagree leads nowhere.
     */
    static void checkGuarded(HttpServletRequest request) {
        if (request.getAttribute(GUARDED) == null) {
            throw WireException.notFound();
        }
    }
}
