package org.sequitur.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** The time that records are stamped with: whole milliseconds, as the wire shows them. */
@Component
public final class RecordClock {

    private final Clock clock;

    public RecordClock(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Now, but later than the last change of a record: clients tell changes apart by their time, and clocks step back. */
    public Instant after(Instant lastChange) {
        Instant now = now();
        return now.isAfter(lastChange)
                ? now
                : lastChange.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    }
}
