package org.sequitur.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.sequitur.person.TooBusyException;
import org.sequitur.wire.Page;
import org.sequitur.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Tells people what went wrong; what is the server's own fault is logged and not told. */
@ControllerAdvice(annotations = Page.class)
final class ErrorPages implements AccessDeniedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final String VIEW = "error";

    private final ObjectProvider<ThymeleafViewResolver> views;

    ErrorPages(ObjectProvider<ThymeleafViewResolver> views) {
        this.views = views;
    }

    @ExceptionHandler
    ModelAndView tell(HttpServletRequest request, HttpServletResponse response, Exception failure) {
        return switch (failure) {
            case TooBusyException e -> {
                response.setHeader("Retry-After", "5");
                yield page(503, "The server is busy", "Too many people are signing in. Please try again in a moment.");
            }
            case WireException e when e.status() == 404 -> page(404, "Page not found", "There is no such page.");
            case TypeMismatchException e ->
                page(400, "This form cannot be read", "Something in it is not what the page asked for.");
            case DataAccessException e -> {
                LOG.warn(
                        "{} {} got no answer from the database: {}",
                        request.getMethod(),
                        request.getRequestURI(),
                        e.getMessage());
                response.setHeader("Retry-After", "5");
                yield page(503, "The server is busy", "The database does not answer. Please try again in a moment.");
            }
            default -> {
                LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
                yield page(500, "Something went wrong", "This is the server's own fault, and was noted in its log.");
            }
        };
    }

    /** A form without its token, or with an old one. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        ModelAndView page = page(
                403,
                "This form is out of date",
                "It was open for too long, or was sent from elsewhere. Please go back, load the page again and send it anew.");
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        send(page, request, response);
    }

    /** Writes a page where no route can. A forward would not do: the path that the kernel has put right would win over its target. */
    private void send(ModelAndView page, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
        try {
            View view = views.getObject().resolveViewName(VIEW, Locale.ENGLISH);
            Objects.requireNonNull(view).render(page.getModel(), request, response);
        } catch (IOException | ServletException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    /** For a link whose secret was used, is too old, or never was one. */
    static ModelAndView deadLink() {
        return page(
                HttpStatus.GONE.value(),
                "This link does not work any more",
                "It was used already, or it is too old. Please ask for a new one.");
    }

    static ModelAndView page(int status, String heading, String text) {
        return new ModelAndView(VIEW, Map.of("heading", heading, "text", text), HttpStatus.valueOf(status));
    }
}
