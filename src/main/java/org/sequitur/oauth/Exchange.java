package org.sequitur.oauth;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.limit.RefreshLimit;
import org.sequitur.oauth.Grants.Code;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One exchange of the authorization server in one transaction. A refusal commits, too: it may have ended a grant. So the answer is
 * written when all is on disk, and two exchanges of one grant come one after the other.
 */
final class Exchange implements AuthenticationProvider {

    private record Outcome(
            @Nullable Authentication result, @Nullable OAuth2AuthenticationException refusal) {}

    private final AuthenticationProvider provider;
    private final TransactionOperations transactions;
    private final Grants grants;
    private final RefreshLimit limit;

    Exchange(AuthenticationProvider provider, TransactionOperations transactions, Grants grants, RefreshLimit limit) {
        this.provider = provider;
        this.transactions = transactions;
        this.grants = grants;
        this.limit = limit;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication request) {
        Outcome outcome = Objects.requireNonNull(transactions.execute(status -> {
            try {
                if (request instanceof OAuth2AuthorizationCodeAuthenticationToken exchange) {
                    refuseReuse(exchange.getCode());
                } else if (request instanceof OAuth2RefreshTokenAuthenticationToken refresh) {
                    refuseTooMany(refresh.getRefreshToken());
                }
                return new Outcome(provider.authenticate(request), null);
            } catch (OAuth2AuthenticationException e) {
                return new Outcome(null, e);
            }
        }));
        if (outcome.refusal() != null) {
            throw outcome.refusal();
        }
        return outcome.result();
    }

    private void refuseReuse(String text) {
        Code code = grants.code(text).orElse(null);
        if (code != null && code.used()) {
            grants.revoke(code.grantId());
            throw new ReusedCodeException();
        }
    }

    /** Before the library looks: that ends what was given for the token before and is in nobody's use. */
    private void refuseTooMany(String refreshToken) {
        grants.refresher(refreshToken)
                .flatMap(who -> limit.take(who.companyId(), who.userId(), who.appId()))
                .ifPresent(exceeded -> {
                    throw new TooManyRefreshesException(exceeded);
                });
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return provider.supports(authentication);
    }
}
