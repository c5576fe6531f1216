package org.sequitur.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.web.util.UriUtils;

/** What an app asks for in the address that it sends a person to; {@code scope} and all else that it may add means nothing. */
record ApprovalRequest(Map<String, String> parameters) {

    private static final List<String> KNOWN =
            List.of("client_id", "response_type", "redirect_uri", "state", "code_challenge", "code_challenge_method");

    /** What S256 makes of a verifier: 32 bytes in Base64 for URLs (RFC 7636, section 4.2). */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * @throws IllegalArgumentException when a parameter is there twice or has control characters, or one without which nobody can
     *     be sent back is missing
     */
    static ApprovalRequest of(HttpServletRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : KNOWN) {
            String[] values = request.getParameterValues(name);
            if (values != null && values.length > 1) {
                throw new IllegalArgumentException("The parameter " + name + " is there more than once.");
            }
            if (values != null && values[0].chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("The parameter " + name + " has control characters in it.");
            }
            if (values != null && !values[0].isEmpty()) {
                parameters.put(name, values[0]);
            }
        }
        if (!parameters.containsKey("client_id")) {
            throw new IllegalArgumentException("The parameter client_id is missing.");
        }
        if (!parameters.containsKey("redirect_uri")) {
            throw new IllegalArgumentException("The parameter redirect_uri is missing.");
        }
        return new ApprovalRequest(parameters);
    }

    String clientId() {
        return parameters.getOrDefault("client_id", "");
    }

    String redirectUri() {
        return parameters.getOrDefault("redirect_uri", "");
    }

    @Nullable
    String responseType() {
        return parameters.get("response_type");
    }

    /** Without a challenge, or with one that a verifier can answer. */
    boolean canBeVerified() {
        String challenge = parameters.get(PkceParameterNames.CODE_CHALLENGE);
        return challenge == null || CHALLENGE.matcher(challenge).matches();
    }

    OAuth2AuthorizationCodeRequestAuthenticationToken by(Authentication person) {
        Map<String, Object> additional = new HashMap<>();
        for (String name : List.of(PkceParameterNames.CODE_CHALLENGE, PkceParameterNames.CODE_CHALLENGE_METHOD)) {
            String value = parameters.get(name);
            if (value != null) {
                additional.put(name, value);
            }
        }
        return new OAuth2AuthorizationCodeRequestAuthenticationToken(
                OAuthPaths.APPROVE_APP, clientId(), person, redirectUri(), parameters.get("state"), null, additional);
    }

    /** Where a person is sent back to with an answer, to which the state is added as it came. */
    String back(Map<String, String> answer) {
        StringBuilder uri = new StringBuilder(redirectUri());
        Map<String, String> all = new LinkedHashMap<>(answer);
        String state = parameters.get("state");
        if (state != null) {
            all.put("state", state);
        }
        char separator = redirectUri().indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> each : all.entrySet()) {
            uri.append(separator)
                    .append(each.getKey())
                    .append('=')
                    .append(UriUtils.encode(each.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return uri.toString();
    }

    /** Where {@link #back} leads; to be asked only of a registered address. */
    String origin() {
        URI uri = URI.create(redirectUri());
        if (uri.getRawAuthority() == null) {
            return uri.getScheme() + ":";
        }
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /**
     * The same as a browser's policy can name it: of an app's own scheme, and of an IPv6 address, which such policies cannot
     * name, the scheme alone.
     */
    String formTarget() {
        URI uri = URI.create(redirectUri());
        boolean named = uri.getScheme().startsWith("http")
                && uri.getHost() != null
                && !uri.getHost().startsWith("[");
        return named ? origin() : uri.getScheme() + ":";
    }
}
