package org.sequitur.signin;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.Invitations;
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

    InvitationRoutes(Invitations invitations) {
        this.invitations = invitations;
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
            @RequestParam(defaultValue = "") String repeated) {
        Invitations.Invitation invitation = invitations.ofLink(key);
        if (invitation == null) {
            return ErrorPages.deadLink();
        }
        String complaint =
                invitation.needsPassword() ? NewPassword.complaint(password, repeated, invitation.email()) : null;
        if (complaint != null) {
            return form(key, invitation, complaint);
        }
        return invitations.accept(key, password) ? Redirects.to("/sign_in") : ErrorPages.deadLink();
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
