package org.sequitur.oauth;

import org.sequitur.token.TokenSecret;

/** An app that was just registered, and its secret, which is shown once. */
public record NewApp(App app, TokenSecret secret) {}
