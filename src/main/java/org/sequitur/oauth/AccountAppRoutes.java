package org.sequitur.oauth;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.sequitur.signin.Redirects;
import org.sequitur.signin.SignedIn;
import org.sequitur.token.TokenSecret;
import org.sequitur.wire.Page;
import org.sequitur.wire.WireException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * {@code /account/apps} and {@code /account/grants}: the apps that a person registered, and those that they let in. What is somebody
 * else's is answered like what does not exist.
 */
@Controller
@Page
class AccountAppRoutes {

    private static final String APPS = "/account/apps";
    private static final String GRANTS = "/account/grants";

    /** The form of a new app, as it was sent. */
    record Form(String name, String kind, String redirectUris, String error) {

        static final Form EMPTY = new Form("", App.Kind.COMPANY.stored(), "", "");
    }

    private final Apps apps;
    private final Grants grants;

    AccountAppRoutes(Apps apps, Grants grants) {
        this.apps = apps;
        this.grants = grants;
    }

    @GetMapping(APPS)
    ModelAndView apps(@AuthenticationPrincipal SignedIn person) {
        return page(person, Form.EMPTY, HttpStatus.OK);
    }

    @PostMapping(APPS)
    ModelAndView register(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "redirect_uris", defaultValue = "") String redirectUris,
            HttpServletResponse response) {
        try {
            List<String> uris = redirectUris
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            NewApp made = apps.create(name, kind(kind), uris, person.personId());
            return secret(made.app(), made.secret(), response);
        } catch (IllegalArgumentException e) {
            Form form = new Form(name, kind, redirectUris, e.getMessage() + ".");
            return page(person, form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping(APPS + "/rotate")
    ModelAndView rotate(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "0") long id,
            HttpServletResponse response) {
        App app = own(person, id);
        TokenSecret secret = apps.rotate(app.id(), false);
        if (secret == null) {
            throw WireException.notFound();
        }
        return secret(app, secret, response);
    }

    @PostMapping(APPS + "/delete")
    ModelAndView delete(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "0") long id) {
        apps.delete(own(person, id).id());
        return Redirects.to(APPS);
    }

    @GetMapping(GRANTS)
    ModelAndView grants(@AuthenticationPrincipal SignedIn person) {
        return new ModelAndView("grants", Map.of("grants", grants.ofPerson(person.personId())));
    }

    @PostMapping(GRANTS + "/revoke")
    ModelAndView revoke(@AuthenticationPrincipal SignedIn person, @RequestParam(defaultValue = "0") long id) {
        if (!grants.revoke(person.personId(), id)) {
            throw WireException.notFound();
        }
        return Redirects.to(GRANTS);
    }

    private App own(SignedIn person, long id) {
        return apps.ofPerson(person.personId(), id).orElseThrow(WireException::notFound);
    }

    private ModelAndView page(SignedIn person, Form form, HttpStatus status) {
        return new ModelAndView("apps", Map.of("apps", apps.ofPerson(person.personId()), "form", form), status);
    }

    private static ModelAndView secret(App app, TokenSecret secret, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        return new ModelAndView("app_secret", Map.of("app", app, "secret", secret.text()));
    }

    private static App.Kind kind(String text) {
        return switch (text) {
            case "company" -> App.Kind.COMPANY;
            case "practice" -> App.Kind.PRACTICE;
            default -> throw new IllegalArgumentException("An app acts in one company or is a practice's");
        };
    }
}
