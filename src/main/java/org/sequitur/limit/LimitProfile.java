package org.sequitur.limit;

import java.util.Locale;
import org.springframework.core.env.Environment;

/**
 * How much is taken of whom. Zero in a setting stands for any number.
 *
 * @param minuteOfRequests of a user and app
 * @param hourOfRequests of a user and app
 * @param refreshes of a user and app
 * @param strangers requests of a network address whose token stands for nobody
 * @param heedsTestHeader whether {@code X-RateLimit-Test} lowers the limit of a minute
 */
record LimitProfile(
        Limit minuteOfRequests, Limit hourOfRequests, Limit refreshes, Limit strangers, boolean heedsTestHeader) {

    static final String PROFILE = "sequitur.limits";

    private static final int OPEN_REQUESTS = 60_000;
    private static final int OPEN_REFRESHES = 600;
    private static final int STRANGERS = 6_000;

    /** @throws IllegalArgumentException when a setting makes no sense */
    static LimitProfile of(Environment settings) {
        String name = settings.getProperty(PROFILE, "open").strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "freeagent" ->
                new LimitProfile(
                        Limit.aMinute(120),
                        Limit.anHour(3_600),
                        Limit.aMinute(15),
                        Limit.aMinute(most(settings, "sequitur.limits.unknown-tokens-per-minute", STRANGERS)),
                        true);
            case "open" ->
                new LimitProfile(
                        Limit.aMinute(most(settings, "sequitur.limits.requests-per-minute", OPEN_REQUESTS)),
                        Limit.anHour(most(settings, "sequitur.limits.requests-per-hour", 0)),
                        Limit.aMinute(most(settings, "sequitur.limits.refreshes-per-minute", OPEN_REFRESHES)),
                        Limit.aMinute(most(settings, "sequitur.limits.unknown-tokens-per-minute", STRANGERS)),
                        false);
            case "off" ->
                new LimitProfile(
                        Limit.aMinute(Limit.UNLIMITED),
                        Limit.anHour(Limit.UNLIMITED),
                        Limit.aMinute(Limit.UNLIMITED),
                        Limit.aMinute(Limit.UNLIMITED),
                        false);
            default -> throw new IllegalArgumentException(PROFILE + " is open, freeagent or off, not '" + name + "'");
        };
    }

    private static int most(Environment settings, String name, int standard) {
        int most = settings.getProperty(name, Integer.class, standard);
        if (most < 0) {
            throw new IllegalArgumentException(name + " must not be less than 0 (which stands for no limit)");
        }
        return most == 0 ? Limit.UNLIMITED : most;
    }
}
