package org.sequitur.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.sequitur.person.PasswordChanges;
import org.sequitur.person.People;
import org.sequitur.person.Person;
import org.sequitur.person.WebSessions;
import org.sequitur.wire.Page;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /account}: what a person sees and changes of their own. */
@Controller
@Page
class AccountRoutes {

    private final People people;
    private final WebSessions sessions;
    private final PasswordChanges changes;
    private final SessionContexts contexts;

    AccountRoutes(People people, WebSessions sessions, PasswordChanges changes, SessionContexts contexts) {
        this.people = people;
        this.sessions = sessions;
        this.changes = changes;
        this.contexts = contexts;
    }

    @GetMapping("/account")
    ModelAndView show(@AuthenticationPrincipal SignedIn signedIn) {
        return new ModelAndView(
                "account", Map.of("email", signedIn.email(), "memberships", people.memberships(signedIn.personId())));
    }

    @GetMapping("/account/sessions")
    ModelAndView sessions(@AuthenticationPrincipal SignedIn signedIn) {
        return new ModelAndView(
                "sessions", Map.of("sessions", sessions.list(signedIn.personId()), "current", signedIn.sessionId()));
    }

    /** Of somebody else's session this says nothing and does nothing. */
    @PostMapping("/account/sessions/end")
    ModelAndView endSession(@AuthenticationPrincipal SignedIn signedIn, @RequestParam(defaultValue = "0") long id) {
        sessions.end(signedIn.personId(), id);
        return Redirects.to("/account/sessions");
    }

    @PostMapping("/account/sessions/end_all")
    ModelAndView endAllSessions(
            @AuthenticationPrincipal SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        sessions.endAll(signedIn.personId());
        contexts.end(request, response);
        return Redirects.to("/sign_in");
    }

    @GetMapping("/account/password")
    ModelAndView showPassword() {
        return new ModelAndView("password_change");
    }

    /** Everybody else is signed out; this browser goes on with a session of a new secret. */
    @PostMapping("/account/password")
    ModelAndView changePassword(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            HttpServletRequest request,
            HttpServletResponse response) {
        String complaint = NewPassword.complaint(password, repeated, signedIn.email());
        if (complaint == null) {
            complaint = changes.change(signedIn.personId(), old, password);
        }
        if (complaint != null) {
            return refused(complaint);
        }
        contexts.begin(new Person(signedIn.personId(), signedIn.email()), request, response);
        return Redirects.to("/account");
    }

    private static ModelAndView refused(String complaint) {
        return new ModelAndView("password_change", Map.of("error", complaint), HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
