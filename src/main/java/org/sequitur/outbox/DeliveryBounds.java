package org.sequitur.outbox;

import java.time.Duration;
import org.springframework.core.env.Environment;

/**
 * How much delivery does at once, and how long it waits.
 *
 * @param senders mails that are sent at a time, each on a connection of its own
 * @param look time between two looks for mails when there were none
 * @param attempt the longest that one attempt may take
 * @param keptAfterwards how long enclosures are kept when their mail is done with
 */
record DeliveryBounds(int senders, Duration look, Duration attempt, Duration keptAfterwards) {

    private static final int MOST_SENDERS = 32;

    DeliveryBounds {
        if (senders < 1 || senders > MOST_SENDERS) {
            throw new IllegalArgumentException("sequitur.mail.senders must be a number from 1 to " + MOST_SENDERS);
        }
        if (!look.isPositive()) {
            throw new IllegalArgumentException("sequitur.mail.look must be a time above 0");
        }
        if (!attempt.isPositive()) {
            throw new IllegalArgumentException("sequitur.mail.attempt must be a time above 0");
        }
        if (keptAfterwards.isNegative()) {
            throw new IllegalArgumentException("sequitur.mail.keep-enclosures must be a time");
        }
    }

    static DeliveryBounds of(Environment settings) {
        return new DeliveryBounds(
                settings.getProperty("sequitur.mail.senders", Integer.class, 4),
                settings.getProperty("sequitur.mail.look", Duration.class, Duration.ofSeconds(2)),
                settings.getProperty("sequitur.mail.attempt", Duration.class, Duration.ofMinutes(2)),
                settings.getProperty("sequitur.mail.keep-enclosures", Duration.class, Duration.ofDays(30)));
    }

    /** How long a mail is somebody's: the attempt, what comes before and after it, and some more. */
    Duration lease() {
        return attempt.multipliedBy(5).dividedBy(2);
    }
}
