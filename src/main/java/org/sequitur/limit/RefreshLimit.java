package org.sequitur.limit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** How many refreshes of tokens are taken of one user and app. */
public final class RefreshLimit {

    private final Allowances<Subject> refreshes;

    RefreshLimit(LimitProfile profile, Clock clock, SharedCounts shared) {
        this.refreshes = new Allowances<>(List.of(profile.refreshes()), RequestLimit.MOST_SUBJECTS, clock, shared);
    }

    /**
     * Takes a refresh. To be asked once a refresh token is known to be somebody's, before anything is changed.
     *
     * @return why not: to be answered 429 with the message as {@code text/plain} and {@code Retry-After}
     */
    public Optional<LimitExceeded> take(long companyId, long userId, long appId) {
        return Optional.ofNullable(refreshes.take(new Subject("refresh", companyId, userId, appId)));
    }
}
