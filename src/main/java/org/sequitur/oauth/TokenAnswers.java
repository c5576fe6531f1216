package org.sequitur.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.limit.LimitExceeded;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import tools.jackson.databind.json.JsonMapper;

/** What the token endpoint answers, in the words of FreeAgent's clients. */
final class TokenAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    private TokenAnswers() {}

    static void tokens(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2AccessTokenAuthenticationToken tokens = (OAuth2AccessTokenAuthenticationToken) authentication;
        OAuth2AccessToken access = tokens.getAccessToken();
        OAuth2RefreshToken refresh = Objects.requireNonNull(tokens.getRefreshToken());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", access.getTokenValue());
        body.put("token_type", "bearer");
        body.put("expires_in", seconds(access.getIssuedAt(), access.getExpiresAt()));
        body.put("refresh_token", refresh.getTokenValue());
        body.put("refresh_token_expires_in", seconds(refresh.getIssuedAt(), refresh.getExpiresAt()));
        write(response, HttpServletResponse.SC_OK, body);
    }

    private static long seconds(@Nullable Instant from, @Nullable Instant to) {
        return Duration.between(Objects.requireNonNull(from), Objects.requireNonNull(to))
                .toSeconds();
    }

    static void refusal(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyRefreshesException tooMany) {
            tooMany(response, tooMany.exceeded());
            return;
        }
        OAuth2Error error = failure instanceof OAuth2AuthenticationException known
                ? known.getError()
                : new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST);
        boolean client = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
        if (client) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Sequitur\"");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error.getErrorCode());
        body.put("error_description", description(error));
        boolean unauthorised = client || failure instanceof ReusedCodeException;
        write(response, unauthorised ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_BAD_REQUEST, body);
    }

    /** As the limit of requests is told. */
    private static void tooMany(HttpServletResponse response, LimitExceeded exceeded) throws IOException {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader("Retry-After", Integer.toString(exceeded.retryAfterSeconds()));
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write(exceeded.message().getBytes(StandardCharsets.UTF_8));
    }

    /** The library tells which parameter it was about; everything else is said in our own words. */
    private static String description(OAuth2Error error) {
        String told = error.getDescription();
        return switch (error.getErrorCode()) {
            case OAuth2ErrorCodes.INVALID_CLIENT -> "The client id or the client secret is wrong, or missing";
            case OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE -> "grant_type is authorization_code or refresh_token";
            case OAuth2ErrorCodes.INVALID_GRANT ->
                told != null && told.startsWith("The code")
                        ? told
                        : "The code or refresh token is unknown, expired, revoked, or was given for something else";
            default -> told == null ? "The request could not be read" : told;
        };
    }

    private static void write(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        byte[] json = JSON.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
