package org.sequitur.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.SecondSteps;
import org.sequitur.person.SignIns;
import org.sequitur.wire.Page;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /sign_in} and {@code /sign_out}. */
@Controller
@Page
class SignInRoutes {

    private static final String HOME = "/account";
    private static final long SECONDS_IN_A_MINUTE = 60;

    private final SignIns signIns;
    private final SecondSteps steps;
    private final SessionContexts contexts;
    private final CsrfTokenRepository formTokens;

    SignInRoutes(SignIns signIns, SecondSteps steps, SessionContexts contexts, CsrfTokenRepository formTokens) {
        this.signIns = signIns;
        this.steps = steps;
        this.contexts = contexts;
        this.formTokens = formTokens;
    }

    @GetMapping("/sign_in")
    ModelAndView show(
            @AuthenticationPrincipal @Nullable SignedIn signedIn,
            @RequestParam(required = false) @Nullable String next) {
        String target = LocalPath.orElse(next, HOME);
        return signedIn == null ? form("", target, null, HttpStatus.OK) : Redirects.to(target);
    }

    @PostMapping("/sign_in")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        String target = LocalPath.orElse(next, HOME);
        return switch (signIns.attempt(email, password, request.getRemoteAddr())) {
            case SignIns.Outcome.Admitted admitted -> {
                formTokens.saveToken(null, request, response);
                if (steps.isOn(admitted.person().id())) {
                    contexts.beginHalf(admitted.person(), request, response);
                    yield Redirects.to(
                            SecondStepSignInRoutes.PATH + "?next=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
                }
                contexts.begin(admitted.person(), request, response);
                yield Redirects.to(target);
            }
            case SignIns.Outcome.Refused refused ->
                form(email, target, "The e-mail address or the password is wrong.", HttpStatus.UNPROCESSABLE_CONTENT);
            case SignIns.Outcome.Throttled throttled -> {
                response.setHeader(
                        "Retry-After", Long.toString(throttled.pause().toSeconds() + 1));
                yield form(email, target, wait(throttled.pause()), HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }

    @PostMapping("/sign_out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        contexts.end(request, response);
        formTokens.saveToken(null, request, response);
        return Redirects.to("/sign_in");
    }

    private static String wait(Duration wait) {
        long minutes = Math.ceilDiv(wait.toSeconds() + 1, SECONDS_IN_A_MINUTE);
        return "There were too many attempts. Please try again in " + minutes
                + (minutes == 1 ? " minute." : " minutes.");
    }

    private static ModelAndView form(String email, String next, @Nullable String error, HttpStatus status) {
        Map<String, Object> model = new HashMap<>();
        model.put("email", email);
        model.put("next", next);
        if (error != null) {
            model.put("error", error);
        }
        return new ModelAndView("sign_in", model, status);
    }
}
