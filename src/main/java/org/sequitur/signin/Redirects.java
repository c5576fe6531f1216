package org.sequitur.signin;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Sends a browser on with a GET, so that loading the page again sends no form again. */
public final class Redirects {

    private Redirects() {}

    /** @param path on this server, taken as it is */
    public static ModelAndView to(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        view.setPropagateQueryParams(false);
        return new ModelAndView(view);
    }
}
