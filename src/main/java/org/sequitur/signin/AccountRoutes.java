package org.sequitur.signin;

import java.util.Map;
import org.sequitur.person.People;
import org.sequitur.wire.Page;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** {@code /account}: what a person sees of their own. */
@Controller
@Page
class AccountRoutes {

    private final People people;

    AccountRoutes(People people) {
        this.people = people;
    }

    @GetMapping("/account")
    ModelAndView show(@AuthenticationPrincipal SignedIn signedIn) {
        return new ModelAndView(
                "account", Map.of("email", signedIn.email(), "memberships", people.memberships(signedIn.personId())));
    }
}
