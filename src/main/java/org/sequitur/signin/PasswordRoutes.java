package org.sequitur.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.PasswordChanges;
import org.sequitur.person.Person;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /password}: a new one for whoever forgot theirs, by mail. */
@Controller
@Page
class PasswordRoutes {

    private final PasswordChanges changes;
    private final BaseUrl baseUrl;

    PasswordRoutes(PasswordChanges changes, BaseUrl baseUrl) {
        this.changes = changes;
        this.baseUrl = baseUrl;
    }

    @GetMapping("/password/forgotten")
    ModelAndView showForgotten() {
        return new ModelAndView("password_forgotten");
    }

    /** The same answer for every address. */
    @PostMapping("/password/forgotten")
    ModelAndView forgotten(
            @RequestParam(defaultValue = "") String email, HttpServletRequest request, HttpServletResponse response) {
        Duration wait = changes.forgotten(email, request.getRemoteAddr(), baseUrl.of("/password/new?key="));
        if (wait != null) {
            response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
            return ErrorPages.page(429, "Too many attempts", "Please try again in a quarter of an hour.");
        }
        return ErrorPages.page(
                200, "Look into your mailbox", "If somebody signs in with this address, a mail is on its way to it.");
    }

    @GetMapping("/password/new")
    ModelAndView showNew(@RequestParam(defaultValue = "") String key) {
        Person person = changes.ofLink(key);
        return person == null ? ErrorPages.deadLink() : form(key, person, null);
    }

    @PostMapping("/password/new")
    ModelAndView choose(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated) {
        Person person = changes.ofLink(key);
        if (person == null) {
            return ErrorPages.deadLink();
        }
        String complaint = NewPassword.complaint(password, repeated, person.email());
        if (complaint != null) {
            return form(key, person, complaint);
        }
        return changes.reset(key, password) ? Redirects.to("/sign_in") : ErrorPages.deadLink();
    }

    private static ModelAndView form(String key, Person person, @Nullable String error) {
        Map<String, Object> model = new HashMap<>();
        model.put("key", key);
        model.put("email", person.email());
        if (error != null) {
            model.put("error", error);
        }
        return new ModelAndView(
                "password_new", model, error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
