package org.sequitur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestServer;
import org.sequitur.signin.PageClient;
import org.sequitur.signin.PageClient.PageAnswer;
import org.sequitur.signin.TestPerson;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Page;
import org.sequitur.wire.Pages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;

/**
 * Every page there is, as a stranger and as somebody who is signed in, where the server's address is http and where it is https. A page
 * that is added is walked as soon as a route leads to it.
 */
class PageWalkTest {

    private static final String ORIGINS = "( [A-Za-z][A-Za-z0-9+.-]*:(//[^ ;,]*)?)?";
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
                    + "frame-ancestors 'none'; form-action 'self'" + ORIGINS;

    /** What a page must not be answered with, whatever is sent. */
    private static final List<String> HOSTILE = List.of(
            "",
            "'",
            "' OR 1=1 --",
            "1); DELETE FROM person; --",
            "\u0000",
            "a\u0000b@example.com",
            "\ud83d\ude00",
            "\u202e",
            "99999999999999999999",
            "x",
            "-1",
            "a\r\nSet-Cookie: a=b",
            "<script>alert(1)</script>",
            "\" onfocus=\"alert(1)",
            "${1913*1931}",
            "[[${1913*1931}]]",
            "__${1913*1931}__::x",
            "x".repeat(20_000));

    /** What the templates of {@link #HOSTILE} come to when somebody computes them. */
    private static final String COMPUTED = Integer.toString(1913 * 1931);

    private record Route(String method, String path, HandlerMethod handler) {
        boolean changes() {
            return !method.equals("GET");
        }

        String name() {
            return method + " " + path;
        }

        /** The names of what it reads. */
        List<String> parameters() {
            List<String> names = new ArrayList<>();
            for (var parameter : handler.getMethod().getParameters()) {
                RequestParam read = parameter.getAnnotation(RequestParam.class);
                if (read != null) {
                    names.add(
                            !read.name().isEmpty()
                                    ? read.name()
                                    : read.value().isEmpty() ? parameter.getName() : read.value());
                }
            }
            if (path.equals("/v2/approve_app")) {
                names.addAll(List.of("client_id", "redirect_uri", "state", "response_type"));
            }
            return names;
        }
    }

    private static final String FAILING = "/account/fails";

    /** Of a second step that is being turned on, of an app, of a grant, of a mail: of which the walk has none. */
    private static final Set<String> OF_SOMETHING = Set.of(
            "/account/second_step/qr.svg",
            "/account/apps/rotate",
            "/account/apps/delete",
            "/account/grants/revoke",
            "/account/mails/mail",
            "/account/mails/retry",
            "/account/mails/cancel");

    private static final TestServer DATA = TestServer.start(Map.of());

    /** One for all, as a password takes long to hash; each case signs in anew, for some pages end that. */
    private static final TestPerson OLIVE = TestPerson.on(DATA);

    private static Server server;

    @BeforeAll
    static void start() {
        // Within a method, so that no other server finds it.
        @Controller
        @Page
        class FailingPage {
            @GetMapping(FAILING)
            @SuppressWarnings("UnusedMethod")
            ModelAndView fail() {
                throw new IllegalStateException("the secret reason");
            }
        }
        server = Server.start(
                DATA.database(),
                InetAddress.getLoopbackAddress(),
                0,
                null,
                Map.of(),
                Clock.offset(
                        Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), TestServer.now())),
                FailingPage.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        DATA.close();
    }

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        server.routes().getHandlerMethods().forEach((route, handler) -> {
            if (Pages.isPage(handler) && !route.getPatternValues().contains(FAILING)) {
                route.getPatternValues()
                        .forEach(path -> route.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(new Route(method.name(), path, handler))));
            }
        });
        assertThat(routes).hasSizeGreaterThan(15);
        return routes;
    }

    private static PageClient stranger() {
        return new PageClient("http://localhost:" + server.port());
    }

    private static PageClient signedIn() throws Exception {
        forgetAttempts();
        PageClient browser = stranger();
        browser.signIn(OLIVE.email(), OLIVE.password()).expect(303);
        return browser;
    }

    /** So many from one network would be throttled. */
    private static void forgetAttempts() {
        JdbcClient.create(DATA.dataSource()).sql("DELETE FROM sign_in_failure").update();
    }

    private static PageAnswer ask(PageClient browser, Route route) throws Exception {
        return route.changes() ? browser.post(route.path(), Map.of()) : browser.get(route.path());
    }

    @TestFactory
    Stream<DynamicTest> everyPageIsForItsOwnSiteOnly() {
        return routes().stream()
                .map(route -> DynamicTest.dynamicTest(route.name(), () -> {
                    for (boolean secure : new boolean[] {false, true}) {
                        server.baseUrl()
                                .set(secure ? "https://invoices.example.org" : "http://localhost:" + server.port());
                        PageClient stranger = stranger();
                        stranger.get("/sign_in").expect(200);
                        assertSafe(route, ask(stranger, route), secure);
                        PageClient browser = signedIn();
                        browser.get("/account/password").expect(200);
                        assertSafe(route, ask(browser, route), secure);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> noPageChangesAnythingForAFormOfAnotherSite() {
        return routes().stream()
                .filter(Route::changes)
                .map(route -> DynamicTest.dynamicTest(route.name(), () -> {
                    server.baseUrl().set("http://localhost:" + server.port());
                    PageClient browser = signedIn();
                    for (Map<String, String> fields : List.of(Map.<String, String>of(), Map.of("_csrf", "made-up"))) {
                        PageAnswer refused =
                                browser.postForeign(route.path(), fields).expect(403);
                        assertSafe(route, refused, false);
                    }
                    browser.get("/account").expect(200);
                }));
    }

    @TestFactory
    Stream<DynamicTest> noPageFailsWhateverIsSent() {
        return routes().stream()
                .filter(route -> !route.parameters().isEmpty())
                .map(route -> DynamicTest.dynamicTest(route.name(), () -> {
                    server.baseUrl().set("http://localhost:" + server.port());
                    PageClient browser = signedIn();
                    browser.get("/account/password").expect(200);
                    List<String> wrong = new ArrayList<>();
                    for (String name : route.parameters()) {
                        forgetAttempts();
                        for (String text : HOSTILE) {
                            PageAnswer answer = ask(browser, route, name, text);
                            if (answer.status() >= 500
                                    || answer.response().body().contains(COMPUTED)
                                    || answer.setCookies().stream().anyMatch(c -> c.startsWith("a="))) {
                                wrong.add(name + "=" + text.substring(0, Math.min(40, text.length())) + " answered "
                                        + answer.status());
                            }
                            assertSafe(route, answer, false);
                        }
                    }
                    assertThat(wrong).isEmpty();
                }));
    }

    private static PageAnswer ask(PageClient browser, Route route, String name, String text) throws Exception {
        Map<String, String> fields = new HashMap<>();
        route.parameters().forEach(each -> fields.put(each, "ordinary"));
        fields.put(name, text);
        if (route.changes()) {
            return browser.post(route.path(), fields);
        }
        String value = text.length() > 10_000 ? text.substring(0, 10_000) : text;
        return browser.get(route.path() + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign_in/nothing", "/account/nothing", "/setup?key=x", "/password/new?key=x", FAILING})
    void whatGoesWrongIsToldOnAPageLikeAllOthers(String path) throws Exception {
        server.baseUrl().set("http://localhost:" + server.port());
        PageAnswer page = signedIn().get(path);
        assertThat(page.status()).isBetween(400, 500);
        assertThat(page.text()).doesNotContain("the secret reason", "Exception", "org.sequitur");
        assertHeaders(path, page);
    }

    @Test
    void whateverIsNoAnswerOfTheApiIsAPage() {
        List<String> neither = new ArrayList<>();
        server.routes().getHandlerMethods().forEach((route, handler) -> {
            if (!Pages.isPage(handler)
                    && !Answer.class.isAssignableFrom(handler.getMethod().getReturnType())) {
                neither.add(route + " is answered by " + handler.getShortLogMessage());
            }
        });
        assertThat(neither).isEmpty();
    }

    private static void assertSafe(Route route, PageAnswer page, boolean secure) {
        assertThat(page.status())
                .as(route.name() + " leads to no page")
                .isNotEqualTo(OF_SOMETHING.contains(route.path()) ? 0 : 404)
                .isLessThan(500);
        assertHeaders(route.name(), page);
        assertMarkup(route.name(), page);
        assertThat(page.header("Strict-Transport-Security"))
                .as(route.name())
                .isEqualTo(secure ? "max-age=31536000" : "");
        assertThat(page.setCookies()).as(route.name()).allSatisfy(cookie -> {
            assertThat(cookie)
                    .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                    .doesNotContain("Domain");
            assertThat(cookie.startsWith("__Host-")).isEqualTo(secure);
            assertThat(cookie.contains("; Secure")).isEqualTo(secure);
        });
    }

    private static void assertHeaders(String what, PageAnswer page) {
        String as = what + " answered " + page.status();
        assertThat(page.header("Content-Security-Policy")).as(as).matches(CONTENT_POLICY);
        assertThat(page.header("X-Frame-Options")).as(as).isEqualTo("DENY");
        assertThat(page.header("X-Content-Type-Options")).as(as).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).as(as).isEqualTo("same-origin");
        assertThat(page.header("Cross-Origin-Opener-Policy")).as(as).isEqualTo("same-origin");
    }

    private static void assertMarkup(String what, PageAnswer page) {
        String as = what + " answered " + page.status();
        String body = page.response().body();
        String type = page.header("Content-Type").toLowerCase(Locale.ROOT).replace(" ", "");
        if (type.equals("text/css;charset=utf-8")) {
            return;
        }
        assertThat(page.header("Cache-Control")).as(as).contains("no-store");
        assertThat(type).as(as).isEqualTo(body.isEmpty() ? "" : "text/html;charset=utf-8");
        // What runs something, in the page's own markup: what is between quotes cannot, but for a link.
        assertThat(body.replaceAll("\"[^\"<>]*\"", "\"\""))
                .as(as)
                .doesNotContainPattern("(?i)<(script|style|iframe|object|embed|base)\\b")
                .doesNotContainPattern("(?i)<[a-z][^>]*\\s(on[a-z]+|style)\\s*=");
        assertThat(body).as(as).doesNotContainPattern("(?i)(href|src|action)=\"?(javascript|data):");
    }
}
