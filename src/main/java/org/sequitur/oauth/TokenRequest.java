package org.sequitur.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request for tokens, whose parameters came as a form, as a JSON object, in the query, or in two of these, whatever the content
 * type says: published clients do all of that. What the endpoint does not know is left out, {@code scope} above all.
 */
final class TokenRequest extends HttpServletRequestWrapper {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BYTES = 64 * 1024;
    private static final Set<String> KNOWN = Set.of(
            "grant_type",
            "code",
            "redirect_uri",
            "refresh_token",
            "client_id",
            "client_secret",
            "code_verifier",
            "token",
            "token_type_hint");

    private final Map<String, String[]> parameters = new HashMap<>();

    /** @throws OAuth2AuthenticationException {@code invalid_request} */
    TokenRequest(HttpServletRequest request) throws IOException {
        super(request);
        String query = request.getQueryString();
        if (query != null) {
            readForm(query);
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw invalid("The body is too long");
        }
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            readJson(text);
        } else {
            readForm(text);
        }
    }

    private void readForm(String form) {
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                add(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("A parameter is not encoded as it should be");
        }
    }

    private void readJson(String text) {
        JsonNode object;
        try {
            object = JSON.readTree(text);
        } catch (JacksonException e) {
            throw invalid("The JSON could not be read");
        }
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (KNOWN.contains(member.getKey()) && !value.isNull()) {
                if (!value.isValueNode()) {
                    throw invalid(member.getKey() + " must be a text");
                }
                add(member.getKey(), value.asString());
            }
        });
    }

    /** A parameter without a value counts as not sent (RFC 6749, 3.2). */
    private void add(String name, String value) {
        if (KNOWN.contains(name) && !value.isEmpty() && parameters.put(name, new String[] {value}) != null) {
            throw invalid(name + " was sent twice");
        }
    }

    private static OAuth2AuthenticationException invalid(String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, description, null));
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    /** All parameters are those of a form now. */
    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    /** No proof of possession: the tokens are bearer tokens. */
    @Override
    public @Nullable String getHeader(String name) {
        return "DPoP".equalsIgnoreCase(name) ? null : super.getHeader(name);
    }
}
