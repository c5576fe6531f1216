package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Who may do what: tokens and permission levels. */
class AccessTest {

    private static final String NOT_RECOGNISED = "Access token not recognised";

    private final TestCompany company = TestServer.shared().newCompany();
    private final Members members = new Members(company);

    private static void assertNotRecognised(Reply reply) {
        assertThat(reply.expect(401).text())
                .isEqualTo("{\"errors\":{\"error\":{\"message\":\"" + NOT_RECOGNISED + "\"}}}");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private Reply authorised(String authorization) throws Exception {
        return Call.get("/v2/company").header("Authorization", authorization).send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer   "})
    void theSchemeIsReadInAnyCase(String scheme) throws Exception {
        authorised(scheme + company.token()).expect(200);
    }

    @Test
    void withoutATokenThatStandsForSomeoneNothingOfACompanyAnswers() throws Exception {
        assertNotRecognised(Call.get("/v2/company").send());
        assertNotRecognised(Call.get("/v2/nothing").send());
        assertNotRecognised(Call.get("/v2").send());
        assertNotRecognised(Call.get("/sequitur/v1/nothing").send());
        assertNotRecognised(Call.get("//sequitur//v1//").send());
        assertNotRecognised(Call.get("//v2//company/").send());
        assertNotRecognised(Call.of("BREW", "/v2/company").send());
        assertNotRecognised(authorised(""));
        assertNotRecognised(authorised("Bearer"));
        assertNotRecognised(authorised("Bearer "));
        assertNotRecognised(authorised("Bearer nobody"));
        assertNotRecognised(authorised("Bearer " + "x".repeat(4000)));
        assertNotRecognised(authorised("Bearer \u00e4\u00f6"));
        assertNotRecognised(authorised(company.token()));
        assertNotRecognised(authorised("Basic " + company.token()));
        assertNotRecognised(authorised("Bearer " + company.token() + "x"));
        assertNotRecognised(authorised("Bearer " + company.token().substring(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%762/company", "/v%32/company", "/v2;x=y/company", "/;/v2/company", "/./v2/company"})
    void noSpellingOfAPathLeadsAroundTheToken(String target) throws Exception {
        assertThat(Call.get(target).send().status()).isIn(400, 401, 404);
    }

    @Test
    void aTokenInTheAddressIsNone() throws Exception {
        for (String name : new String[] {"access_token", "token", "bearer_token"}) {
            assertNotRecognised(
                    Call.get("/v2/company?" + name + "=" + company.token()).send());
        }
        assertNotRecognised(Call.of("POST", "/v2/contacts")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("access_token=" + company.token())
                .send());
    }

    @Test
    void theRefusalIsXmlForWhoAsksForXml() throws Exception {
        assertThat(Call.get("/v2/company")
                        .header("Accept", "application/xml")
                        .send()
                        .expect(401)
                        .text())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><freeagent><errors><error><message>"
                        + NOT_RECOGNISED + "</message></error></errors></freeagent>");
    }

    @Test
    void healthNeedsNoToken() throws Exception {
        Call.get("/health").send().expect(200);
        Call.get("/health").bearer("nobody").send().expect(200);
    }

    @Test
    void aRevokedTokenIsSoonOfNoUse() throws Exception {
        Call call = Call.get("/v2/company").as(company);
        call.send().expect(200);
        members.revokeAllTokens();
        // It may be remembered for a moment.
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Reply reply = call.send();
        while (reply.status() == 200 && System.nanoTime() < deadline) {
            Thread.sleep(50);
            reply = call.send();
        }
        assertNotRecognised(reply);
    }

    @Test
    void aTokenOpensItsOwnCompanyOnly() throws Exception {
        TestCompany other = TestServer.shared().newCompany();
        assertThat(Call.get("/v2/users/" + other.ownerId())
                        .as(company)
                        .send()
                        .expect(404)
                        .message())
                .isEqualTo("Resource not found");
        Call.get("/v2/users/" + other.ownerId()).as(other).send().expect(200);
    }

    @Test
    void belowItsLevelAUserIsNotAllowed() throws Exception {
        String token = members.token(PermissionLevel.TIME);
        Call.get("/v2/company").bearer(token).send().expect(200);
        Call.get("/v2/users/me").bearer(token).send().expect(200);
        for (Call call : new Call[] {
            Call.get("/v2/users"),
            Call.get("/v2/users/" + company.ownerId()),
            Call.get("/v2/invoices"),
            Call.get("/v2/invoices/1"),
            Call.of("HEAD", "/v2/invoices"),
            Call.of("PUT", "/v2/invoices/1/transitions/mark_as_sent"),
            Call.of("POST", "/v2/invoices").json("{\"x\":1}"),
            Call.of("POST", "/v2/invoice_items").json("{\"x\":1}"),
            Call.of("DELETE", "/v2/invoices/1"),
            Call.of("POST", "/v2/contacts").json("{\"organisation_name\":\"Acme\"}")
        }) {
            Reply reply = call.bearer(token).send().expect(403);
            if (!call.method().equals("HEAD")) {
                assertThat(reply.message()).isEqualTo("You are not allowed to access this action.");
            }
        }
    }

    @Test
    void levelsAreCumulative() throws Exception {
        String below = members.token(PermissionLevel.CONTACTS_AND_PROJECTS);
        String at = members.token(PermissionLevel.INVOICES_ESTIMATES_AND_FILES);
        String above = members.token(PermissionLevel.BANKING);
        Call.get("/v2/invoices").bearer(below).send().expect(403);
        Call.get("/v2/invoices").bearer(at).send().expect(200);
        Call.get("/v2/invoices").bearer(above).send().expect(200);
        Call.get("/v2/users").bearer(above).send().expect(403);
    }

    /** Who cannot sign in has no token that is recognised. */
    @Test
    void aUserWithoutAccessHasNone() throws Exception {
        String token = members.token(PermissionLevel.NO_ACCESS);
        assertNotRecognised(Call.get("/v2/company").bearer(token).send());
        assertNotRecognised(Call.get("/v2/users/me").bearer(token).send());
    }

    @Test
    void everyRouteBelowV2SaysWhichLevelItRequires() throws Exception {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        int routes = 0;
        List<String> open = new ArrayList<>();
        for (BeanDefinition found : scanner.findCandidateComponents("org.sequitur")) {
            Class<?> type = Class.forName(String.valueOf(found.getBeanClassName()));
            for (Method method : type.getDeclaredMethods()) {
                if (!AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)) {
                    continue;
                }
                routes++;
                boolean isBelowV2 = (path(type) + path(method)).startsWith("/v2");
                boolean isOpen = RouteChecks.requires(method, type) == null;
                if (isOpen && isBelowV2 && !type.isAnnotationPresent(Page.class)) {
                    open.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(routes).isGreaterThan(20);
        assertThat(open).isEmpty();
    }

    private static String path(AnnotatedElement element) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(element, RequestMapping.class);
        return mapping == null || mapping.path().length == 0 ? "" : mapping.path()[0];
    }
}
