package org.sequitur.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * How much is told at once, how often and for how long.
 *
 * @param allowsPrivateTargets whether receivers may be in networks that are not public, and be called without TLS
 * @param senders deliveries of this process at a time
 * @param perEndpoint deliveries to one endpoint at a time, of all processes
 * @param look time between two looks for what is due when there was nothing
 * @param attempt the longest that one attempt may take
 * @param keep how long events are kept
 * @param backlog deliveries that may wait for an endpoint before it is disabled
 * @param rotation how long the secret before signs, too
 */
record WebhookBounds(
        boolean allowsPrivateTargets,
        int senders,
        int perEndpoint,
        Duration look,
        Duration attempt,
        RetrySchedule retries,
        Duration keep,
        int backlog,
        Duration rotation) {

    private static final String PREFIX = "sequitur.webhooks.";
    private static final int MOST_SENDERS = 1_000;
    private static final int MOST_PER_ENDPOINT = 100;

    WebhookBounds {
        require(senders >= 1 && senders <= MOST_SENDERS, "senders must be a number from 1 to " + MOST_SENDERS);
        require(
                perEndpoint >= 1 && perEndpoint <= MOST_PER_ENDPOINT,
                "per-endpoint must be a number from 1 to " + MOST_PER_ENDPOINT);
        require(look.isPositive(), "look must be a time above 0");
        require(attempt.isPositive(), "attempt must be a time above 0");
        require(keep.isPositive(), "keep must be a time above 0");
        require(backlog >= 1, "backlog must be a number above 0");
        require(!rotation.isNegative(), "rotation must be a time");
    }

    private static void require(boolean isRight, String otherwise) {
        if (!isRight) {
            throw new IllegalArgumentException(PREFIX + otherwise);
        }
    }

    static WebhookBounds of(Environment settings) {
        Duration[] retries = settings.getProperty(
                PREFIX + "retries", Duration[].class, RetrySchedule.STANDARD.toArray(Duration[]::new));
        return new WebhookBounds(
                settings.getProperty(PREFIX + "allow-private-targets", Boolean.class, false),
                settings.getProperty(PREFIX + "senders", Integer.class, 64),
                settings.getProperty(PREFIX + "per-endpoint", Integer.class, 4),
                settings.getProperty(PREFIX + "look", Duration.class, Duration.ofSeconds(1)),
                settings.getProperty(PREFIX + "attempt", Duration.class, Duration.ofSeconds(20)),
                new RetrySchedule(List.of(retries)),
                settings.getProperty(PREFIX + "keep", Duration.class, Duration.ofDays(30)),
                settings.getProperty(PREFIX + "backlog", Integer.class, 100_000),
                settings.getProperty(PREFIX + "rotation", Duration.class, Duration.ofDays(1)));
    }

    /** How long a delivery is somebody's: the attempt, what comes before and after it, and some more. */
    Duration lease() {
        return attempt.multipliedBy(5).dividedBy(2);
    }
}
