package org.sequitur.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The allowances of all subjects of one kind, such as users and apps. Beyond a bound, that of a subject which was seen least is
 * forgotten; when it comes again, it begins with what other processes know of it.
 *
 * @param <S> has a text that is the same in all processes and of no other subject
 */
final class Allowances<S> {

    /** What the longest window needs. */
    private static final Duration KEPT_UNUSED = Duration.ofHours(1);

    private static final long MILLIS = 1_000;

    private final List<Limit> limits;
    private final Clock clock;
    private final @Nullable SharedCounts shared;
    private final Cache<S, Allowance> allowances;

    /** @param shared null when each process counts for itself */
    Allowances(List<Limit> limits, int mostSubjects, Clock clock, @Nullable SharedCounts shared) {
        this.limits = List.copyOf(limits);
        this.clock = clock;
        this.shared = shared;
        this.allowances = Caffeine.newBuilder()
                .maximumSize(mostSubjects)
                .expireAfterAccess(KEPT_UNUSED)
                .build();
    }

    /** Null when one was taken. */
    @Nullable
    LimitExceeded take(S subject) {
        return take(subject, limits);
    }

    /** The same with other limits of the same windows. */
    @Nullable
    LimitExceeded take(S subject, List<Limit> otherLimits) {
        long now = Math.floorDiv(clock.millis(), MILLIS);
        Allowance allowance = Objects.requireNonNull(allowances.get(subject, s -> new Allowance(limits.size())));
        return allowance.take(
                otherLimits,
                now,
                (asked, starts, counted) ->
                        shared == null ? null : shared.add(subject.toString(), asked, starts, counted, now));
    }

    /** About how many subjects are known. */
    long size() {
        allowances.cleanUp();
        return allowances.estimatedSize();
    }
}
