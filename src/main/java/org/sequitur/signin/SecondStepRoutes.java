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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /account/second_step}: turned on and off by whoever it belongs to. */
@Controller
@Page
class SecondStepRoutes {

    private static final String PATH = "/account/second_step";

    private final SecondSteps steps;
    private final SessionContexts contexts;

    SecondStepRoutes(SecondSteps steps, SessionContexts contexts) {
        this.steps = steps;
        this.contexts = contexts;
    }

    @GetMapping(PATH)
    ModelAndView show(@AuthenticationPrincipal SignedIn signedIn) {
        return page(signedIn, null, HttpStatus.OK);
    }

    @GetMapping(PATH + "/qr.svg")
    ResponseEntity<String> picture(@AuthenticationPrincipal SignedIn signedIn) {
        SecondSteps.Enrolment pending = steps.areOffered() ? steps.pending(person(signedIn)) : null;
        return pending == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok()
                        .contentType(MediaType.valueOf("image/svg+xml"))
                        .body(QrCode.svg(pending.uri()));
    }

    @PostMapping(PATH + "/begin")
    ModelAndView begin(@AuthenticationPrincipal SignedIn signedIn, @RequestParam(defaultValue = "") String password) {
        if (!steps.areOffered()) {
            return Redirects.to(PATH);
        }
        return switch (steps.begin(signedIn.personId(), password)) {
            case RIGHT -> Redirects.to(PATH);
            case WRONG -> page(signedIn, "The password is wrong.", HttpStatus.UNPROCESSABLE_CONTENT);
            case THROTTLED -> tooMany(signedIn);
        };
    }

    /** The written codes are on this page and no other. This browser goes on with a session of a new secret. */
    @PostMapping(PATH + "/confirm")
    ModelAndView confirm(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        SecondSteps.Confirmation confirmation = steps.confirm(signedIn.personId(), code);
        return switch (confirmation.outcome()) {
            case RIGHT -> {
                contexts.begin(person(signedIn), request, response);
                yield new ModelAndView("recovery_codes", Map.of("codes", confirmation.recoveryCodes()));
            }
            case WRONG -> page(signedIn, "This code is wrong, or too old.", HttpStatus.UNPROCESSABLE_CONTENT);
            case THROTTLED -> tooMany(signedIn);
        };
    }

    @PostMapping(PATH + "/off")
    ModelAndView turnOff(
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (steps.turnOff(signedIn.personId(), password, code)) {
            case RIGHT -> {
                contexts.begin(person(signedIn), request, response);
                yield Redirects.to(PATH);
            }
            case WRONG -> page(signedIn, "The password or the code is wrong.", HttpStatus.UNPROCESSABLE_CONTENT);
            case THROTTLED -> tooMany(signedIn);
        };
    }

    private ModelAndView tooMany(SignedIn signedIn) {
        return page(signedIn, "There were too many attempts. Please try again later.", HttpStatus.TOO_MANY_REQUESTS);
    }

    private ModelAndView page(SignedIn signedIn, @Nullable String error, HttpStatus status) {
        Map<String, Object> model = new HashMap<>();
        boolean isOn = steps.isOn(signedIn.personId());
        model.put("isOn", isOn);
        model.put("isOffered", steps.areOffered());
        model.put("left", steps.recoveryCodesLeft(signedIn.personId()));
        SecondSteps.Enrolment pending = steps.areOffered() && !isOn ? steps.pending(person(signedIn)) : null;
        if (pending != null) {
            model.put("secret", pending.secret());
        }
        if (error != null) {
            model.put("error", error);
        }
        return new ModelAndView("second_step", model, status);
    }

    private static Person person(SignedIn signedIn) {
        return new Person(signedIn.personId(), signedIn.email());
    }
}
