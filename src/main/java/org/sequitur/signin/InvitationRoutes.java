package org.sequitur.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.Invitations;
import org.sequitur.person.Person;
import org.sequitur.wire.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /invitation}: where the link of an invitation leads. */
@Controller
@Page
class InvitationRoutes {

    private final Invitations invitations;
    private final SessionContexts contexts;

    InvitationRoutes(Invitations invitations, SessionContexts contexts) {
        this.invitations = invitations;
        this.contexts = contexts;
    }

    @GetMapping("/invitation")
    ModelAndView show(@RequestParam(defaultValue = "") String key) {
        Invitations.Invitation invitation = invitations.ofLink(key);
        return invitation == null ? ErrorPages.deadLink() : form(key, invitation, null);
    }

    @PostMapping("/invitation")
    ModelAndView accept(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            HttpServletRequest request,
            HttpServletResponse response) {
        Invitations.Invitation invitation = invitations.ofLink(key);
        if (invitation == null) {
            return ErrorPages.deadLink();
        }
        String complaint =
                invitation.needsPassword() ? NewPassword.complaint(password, repeated, invitation.email()) : null;
        if (complaint != null) {
            return form(key, invitation, complaint);
        }
        Person person = invitations.accept(key, password);
        if (person == null) {
            return ErrorPages.deadLink();
        }
        // Whoever had a password before shows it first: a mailbox alone does not let anybody in.
        if (!invitation.needsPassword()) {
            return Redirects.to("/sign_in");
        }
        contexts.begin(person, request, response);
        return Redirects.to("/account");
    }

    private static ModelAndView form(String key, Invitations.Invitation invitation, @Nullable String error) {
        Map<String, Object> model = new HashMap<>();
        model.put("key", key);
        model.put("invitation", invitation);
        if (error != null) {
            model.put("error", error);
        }
        return new ModelAndView("invitation", model, error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
