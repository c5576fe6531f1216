package org.sequitur.limit;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Admission;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;

/** How many requests of one user and app are taken, and how many of one address that bear no token of anybody. */
final class RequestLimit implements Admission {

    static final int MOST_SUBJECTS = 50_000;

    private static final int TEST_REQUESTS_A_MINUTE = 5;

    private final Allowances<Subject> callers;
    private final Allowances<String> strangers;
    private final List<Limit> limits;
    private final List<Limit> testLimits;
    private final boolean heedsTestHeader;

    RequestLimit(LimitProfile profile, Clock clock, SharedCounts shared) {
        this.limits = List.of(profile.minuteOfRequests(), profile.hourOfRequests());
        this.testLimits = List.of(Limit.aMinute(TEST_REQUESTS_A_MINUTE), profile.hourOfRequests());
        this.heedsTestHeader = profile.heedsTestHeader();
        this.callers = new Allowances<>(limits, MOST_SUBJECTS, clock, shared);
        this.strangers = new Allowances<>(List.of(profile.strangers()), MOST_SUBJECTS, clock, null);
    }

    @Override
    public void admit(Caller caller, boolean test) {
        Subject subject = new Subject("request", caller.companyId(), caller.userId(), caller.appId());
        refuseIf(callers.take(subject, test && heedsTestHeader ? testLimits : limits));
    }

    @Override
    public void turnAway(String address) {
        refuseIf(strangers.take(address));
    }

    private static void refuseIf(@Nullable LimitExceeded exceeded) {
        if (exceeded != null) {
            throw WireException.tooMany(exceeded.message(), exceeded.retryAfterSeconds());
        }
    }
}
