package org.sequitur.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.Person;
import org.sequitur.person.SecondSteps;
import org.sequitur.wire.Page;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /sign_in/second_step}: for whoever has shown the password, and is not signed in before the code is right. */
@Controller
@Page
class SecondStepSignInRoutes {

    static final String PATH = "/sign_in/second_step";

    private static final String HOME = "/account";

    private final SecondSteps steps;
    private final SessionContexts contexts;
    private final CsrfTokenRepository formTokens;

    SecondStepSignInRoutes(SecondSteps steps, SessionContexts contexts, CsrfTokenRepository formTokens) {
        this.steps = steps;
        this.contexts = contexts;
        this.formTokens = formTokens;
    }

    @GetMapping(PATH)
    ModelAndView show(@RequestParam(required = false) @Nullable String next, HttpServletRequest request) {
        return contexts.halfSignedIn(request) == null
                ? Redirects.to("/sign_in")
                : form(LocalPath.orElse(next, HOME), null, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView take(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Person person = contexts.halfSignedIn(request);
        if (person == null) {
            return Redirects.to("/sign_in");
        }
        String target = LocalPath.orElse(next, HOME);
        return switch (steps.take(person.id(), code)) {
            case RIGHT -> {
                contexts.begin(person, request, response);
                formTokens.saveToken(null, request, response);
                yield Redirects.to(target);
            }
            case WRONG ->
                form(target, "This code is wrong, too old, or was used already.", HttpStatus.UNPROCESSABLE_CONTENT);
            case THROTTLED ->
                form(target, "There were too many attempts. Please try again later.", HttpStatus.TOO_MANY_REQUESTS);
        };
    }

    private static ModelAndView form(String next, @Nullable String error, HttpStatus status) {
        Map<String, Object> model = new HashMap<>();
        model.put("next", next);
        if (error != null) {
            model.put("error", error);
        }
        return new ModelAndView("sign_in_second_step", model, status);
    }
}
