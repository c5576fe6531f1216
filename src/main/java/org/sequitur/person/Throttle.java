package org.sequitur.person;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts attempts in the database, so that all processes count together: so many in a quarter of an hour, then none until it is
 * over. An attempt is counted before it is made, so many at once get no further than one after the other.
 */
@Component
public final class Throttle {

    /** Attempts count together for so long, from the first one on. */
    public static final Duration WINDOW = Duration.ofMinutes(15);

    private static final int MOST_SWEPT = 20;

    private final JdbcClient jdbc;
    private final RecordClock clock;

    /** What is counted: an address of mail, a network address, a person's codes. */
    public record Subject(String kind, String text, int most) {}

    private record Count(int attempts, Instant windowEnds) {}

    Throttle(HouseConnections house, RecordClock clock) {
        this.jdbc = house.jdbc();
        this.clock = clock;
    }

    /** @return how long to wait when there were too many already, else null */
    public @Nullable Duration count(Subject subject) {
        Instant now = clock.now();
        sweep(now);
        Count count = jdbc.sql("""
                        INSERT INTO sign_in_failure AS f (subject_hash, failures, window_ends) VALUES (:subject, 1, :end)
                        ON CONFLICT (subject_hash) DO UPDATE
                        SET failures = CASE WHEN f.window_ends <= :now THEN 1 ELSE least(f.failures, :most) + 1 END,
                            window_ends = CASE WHEN f.window_ends <= :now THEN :end ELSE f.window_ends END
                        RETURNING failures, window_ends
                        """)
                .param("subject", hash(subject))
                .param("now", Columns.timestamp(now))
                .param("end", Columns.timestamp(now.plus(WINDOW)))
                .param("most", subject.most())
                .query((row, number) -> new Count(row.getInt("failures"), Columns.instant(row, "window_ends")))
                .single();
        return count.attempts() > subject.most() ? Duration.between(now, count.windowEnds()) : null;
    }

    /** It was the right one after all: nothing is held against the subject. */
    public void forget(Subject subject) {
        jdbc.sql("DELETE FROM sign_in_failure WHERE subject_hash = ?")
                .param(hash(subject))
                .update();
    }

    /** One attempt is not held against the subject: others of the same network may still be guessing. */
    public void takeBack(Subject subject) {
        jdbc.sql("UPDATE sign_in_failure SET failures = failures - 1 WHERE subject_hash = ? AND failures > 0")
                .param(hash(subject))
                .update();
    }

    private void sweep(Instant now) {
        jdbc.sql("""
                        DELETE FROM sign_in_failure WHERE subject_hash IN (
                            SELECT subject_hash FROM sign_in_failure WHERE window_ends <= ?
                            ORDER BY window_ends LIMIT ? FOR UPDATE SKIP LOCKED)
                        """).params(Columns.timestamp(now), MOST_SWEPT).update();
    }

    /** The table tells nobody who tried. */
    private static byte[] hash(Subject subject) {
        return Secret.hash(subject.kind() + " " + subject.text().toLowerCase(Locale.ROOT));
    }
}
