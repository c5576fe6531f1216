package org.sequitur.signin;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.EmailAddresses;
import org.sequitur.person.Setup;
import org.sequitur.wire.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /setup}: the first owner of a server, let in by what its console told. */
@Controller
@Page
class SetupRoutes {

    private static final int MOST_CHARACTERS = 255;

    private final Setup setup;

    SetupRoutes(Setup setup) {
        this.setup = setup;
    }

    @GetMapping("/setup")
    ModelAndView show(@RequestParam(defaultValue = "") String key) {
        return setup.isOpenTo(key) ? form(key, null, Map.of()) : ErrorPages.deadLink();
    }

    @PostMapping("/setup")
    ModelAndView complete(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String company,
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated) {
        if (!setup.isOpenTo(key)) {
            return ErrorPages.deadLink();
        }
        Setup.Owner owner =
                new Setup.Owner(company.strip(), firstName.strip(), lastName.strip(), email.strip(), password);
        Map<String, String> errors = errors(owner, repeated);
        if (!errors.isEmpty()) {
            return form(key, owner, errors);
        }
        return setup.complete(key, owner) ? Redirects.to("/sign_in") : ErrorPages.deadLink();
    }

    private static Map<String, String> errors(Setup.Owner owner, String repeated) {
        Map<String, String> errors = new LinkedHashMap<>();
        require(errors, "company", owner.companyName(), "Please give the company a name.");
        require(errors, "firstName", owner.firstName(), "Please tell your first name.");
        require(errors, "lastName", owner.lastName(), "Please tell your last name.");
        if (!EmailAddresses.isAddress(owner.email())) {
            errors.put("email", "This is no e-mail address.");
        }
        String complaint = NewPassword.complaint(owner.password(), repeated, owner.email());
        if (complaint != null) {
            errors.put("password", complaint);
        }
        return errors;
    }

    private static void require(Map<String, String> errors, String field, String text, String complaint) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            errors.put(field, complaint);
        } else if (text.length() > MOST_CHARACTERS) {
            errors.put(field, "At most " + MOST_CHARACTERS + " characters, please.");
        }
    }

    private static ModelAndView form(String key, Setup.@Nullable Owner owner, Map<String, String> errors) {
        Map<String, Object> model = new HashMap<>();
        model.put("key", key);
        model.put("company", owner == null ? "" : owner.companyName());
        model.put("firstName", owner == null ? "" : owner.firstName());
        model.put("lastName", owner == null ? "" : owner.lastName());
        model.put("email", owner == null ? "" : owner.email());
        model.put("errors", errors);
        return new ModelAndView("setup", model, errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
