package org.sequitur.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.Membership;
import org.sequitur.person.People;
import org.sequitur.signin.PagePolicy;
import org.sequitur.signin.SignedIn;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Page;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * {@code /v2/approve_app}: a person who is signed in lets an app in, or does not. They are asked each time; the page carries the
 * request, which is judged again with the answer. Who may be sent where is the authorization server's judgement.
 */
@Controller
@Page
class ApprovalRoutes {

    private final Apps apps;
    private final People people;
    private final BaseUrl baseUrl;
    /** Judges a request and issues nothing. */
    private final OAuth2AuthorizationCodeRequestAuthenticationProvider asked;
    /** Issues the code. */
    private final OAuth2AuthorizationCodeRequestAuthenticationProvider approved;

    ApprovalRoutes(
            Apps apps, People people, BaseUrl baseUrl, RegisteredApps clients, StoredAuthorizations authorizations) {
        this.apps = apps;
        this.people = people;
        this.baseUrl = baseUrl;
        this.asked = provider(clients, authorizations, true);
        this.approved = provider(clients, authorizations, false);
    }

    /** That consent is required makes the library stop before the code; it keeps no consents, for nobody's is remembered. */
    private static OAuth2AuthorizationCodeRequestAuthenticationProvider provider(
            RegisteredApps clients, StoredAuthorizations authorizations, boolean consentRequired) {
        OAuth2AuthorizationCodeRequestAuthenticationProvider provider =
                new OAuth2AuthorizationCodeRequestAuthenticationProvider(
                        clients, authorizations, new InMemoryOAuth2AuthorizationConsentService());
        provider.setAuthorizationConsentRequired(context -> consentRequired);
        return provider;
    }

    @GetMapping(OAuthPaths.APPROVE_APP)
    @Nullable
    ModelAndView ask(
            HttpServletRequest request, HttpServletResponse response, @AuthenticationPrincipal SignedIn person) {
        return ifSound(request, response, approval -> question(approval, person, response));
    }

    private ModelAndView question(ApprovalRequest approval, SignedIn person, HttpServletResponse response) {
        App app = apps.find(approval.clientId()).orElseThrow();
        PagePolicy.letFormsLeadTo(response, approval.formTarget());
        return new ModelAndView(
                "approve_app",
                Map.of(
                        "app", app.name(),
                        "practice", app.kind() == App.Kind.PRACTICE,
                        "email", person.email(),
                        "origin", approval.origin(),
                        "parameters", approval.parameters(),
                        "memberships", people.memberships(person.personId())));
    }

    @PostMapping(OAuthPaths.APPROVE_APP)
    @Nullable
    ModelAndView decide(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "0") long company) {
        return ifSound(request, response, approval -> answer(approval, person, decision, company, response));
    }

    private @Nullable ModelAndView answer(
            ApprovalRequest approval, SignedIn person, String decision, long company, HttpServletResponse response) {
        if (!decision.equals("approve")) {
            return redirect(response, approval.back(Map.of("error", "access_denied")));
        }
        List<Membership> memberships = people.memberships(person.personId());
        App app = apps.find(approval.clientId()).orElseThrow();
        Approval granted;
        if (app.kind() == App.Kind.PRACTICE) {
            granted = new Approval(person.personId(), null, null);
        } else {
            Membership chosen = memberships.stream()
                    .filter(each -> each.companyId() == company)
                    .findFirst()
                    .orElse(null);
            if (chosen == null) {
                return refused("You have no access to this company.");
            }
            granted = new Approval(person.personId(), chosen.companyId(), chosen.userId());
        }
        if (memberships.isEmpty()) {
            return refused("You have no access to any company.");
        }
        return redirect(response, approval.back(Map.of("code", code(approval, granted))));
    }

    private @Nullable ModelAndView ifSound(
            HttpServletRequest request,
            HttpServletResponse response,
            Function<ApprovalRequest, @Nullable ModelAndView> next) {
        ApprovalRequest approval;
        try {
            approval = ApprovalRequest.of(request);
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        ModelAndView refusal = judge(approval, response);
        if (refusal != null || response.getStatus() == HttpServletResponse.SC_FOUND) {
            return refusal;
        }
        return next.apply(approval);
    }

    private String code(ApprovalRequest approval, Approval granted) {
        OAuth2AuthorizationCodeRequestAuthenticationToken result = (OAuth2AuthorizationCodeRequestAuthenticationToken)
                authenticate(approved, approval.by(new Approver(granted)));
        return Objects.requireNonNull(result.getAuthorizationCode()).getTokenValue();
    }

    private Authentication authenticate(
            OAuth2AuthorizationCodeRequestAuthenticationProvider provider,
            OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        AuthorizationServerContextHolder.setContext(ServerContextFilter.context(baseUrl));
        try {
            return Objects.requireNonNull(provider.authenticate(request));
        } finally {
            AuthorizationServerContextHolder.resetContext();
        }
    }

    /** A page for the person when nobody may be sent back; null when all is well, or the response is a redirect already. */
    private @Nullable ModelAndView judge(ApprovalRequest approval, HttpServletResponse response) {
        Authentication person =
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        try {
            authenticate(asked, approval.by(person));
        } catch (OAuth2AuthorizationCodeRequestAuthenticationException e) {
            OAuth2AuthorizationCodeRequestAuthenticationToken judged = e.getAuthorizationCodeRequestAuthentication();
            if (judged == null || judged.getRedirectUri() == null) {
                return refused(
                        apps.find(approval.clientId()).isEmpty()
                                ? "There is no app with this client id."
                                : "The redirect URI is not one that is registered for this app.");
            }
            return redirect(response, approval.back(error(e.getError())));
        }
        if (approval.responseType() == null || !approval.canBeVerified()) {
            return redirect(response, approval.back(Map.of("error", "invalid_request")));
        }
        return "code".equals(approval.responseType())
                ? null
                : redirect(response, approval.back(Map.of("error", "unsupported_response_type")));
    }

    private static Map<String, String> error(OAuth2Error error) {
        return Map.of("error", error.getErrorCode());
    }

    private static @Nullable ModelAndView redirect(HttpServletResponse response, String uri) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", uri);
        return null;
    }

    private static ModelAndView refused(String why) {
        return new ModelAndView(
                "error",
                Map.of("heading", "This app cannot be let in", "text", why + " Nothing was sent to the app."),
                HttpStatus.BAD_REQUEST);
    }
}
