package org.sequitur.signin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A browser without a screen: keeps cookies, fills in forms, follows no redirect. */
public final class PageClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

    private final String server;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private @Nullable String token;

    /** @param server its address, without a path */
    public PageClient(String server) {
        this.server = server;
    }

    /** What came back. */
    public record PageAnswer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        /** With entities read. */
        public String text() {
            return HtmlUtils.htmlUnescape(response.body());
        }

        /** The value of a header, or an empty text when it is absent. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public List<String> setCookies() {
            return response.headers().allValues("Set-Cookie");
        }

        public String location() {
            return header("Location");
        }

        public PageAnswer expect(int expected) {
            if (status() != expected) {
                throw new AssertionError(response.request().uri() + " should answer " + expected + " but answered "
                        + status() + ": " + response.body());
            }
            return this;
        }
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public PageAnswer get(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.newBuilder().GET());
    }

    /** Sends a form with the token of the page that was looked at last. */
    public PageAnswer post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (token != null) {
            all.put("_csrf", token);
        }
        return postForeign(path, all);
    }

    /** Sends a form without a token of its own. */
    public PageAnswer postForeign(String path, Map<String, String> fields) throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
    }

    public PageAnswer signIn(String email, String password) throws IOException, InterruptedException {
        get("/sign_in").expect(200);
        return post("/sign_in", Map.of("email", email, "password", password));
    }

    private PageAnswer send(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        request.uri(URI.create(server + path)).header("Accept", "text/html,*/*;q=0.1");
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            request.header("Cookie", String.join("; ", pairs));
        }
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair.substring(pair.indexOf('=') + 1));
            }
        }
        Matcher matcher = TOKEN.matcher(response.body());
        if (matcher.find()) {
            token = matcher.group(1);
        }
        return new PageAnswer(response);
    }
}
