package org.sequitur;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told otherwise. */
public final class ToldClock extends Clock {

    private volatile Instant now;

    public ToldClock(String instant) {
        now = Instant.parse(instant);
    }

    public void tell(String instant) {
        now = Instant.parse(instant);
    }

    public void goOn(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
