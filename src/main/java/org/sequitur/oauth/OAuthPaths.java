package org.sequitur.oauth;

/** Where the authorization server answers. */
final class OAuthPaths {

    static final String APPROVE_APP = "/v2/approve_app";
    static final String TOKEN_ENDPOINT = "/v2/token_endpoint";
    /** Not of FreeAgent's API, so not below {@code /v2}. */
    static final String REVOKE_TOKEN = "/sequitur/v1/revoke_token";

    private OAuthPaths() {}
}
