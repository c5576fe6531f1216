package org.sequitur.limit;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The counts of all processes, in a table that a crash of the database may empty: one row for each subject and window. Rows are
 * removed when their window has been over for a while.
 */
final class SharedCounts {

    private static final Logger LOG = LoggerFactory.getLogger(SharedCounts.class);

    /** Clocks of processes differ; a row that is still added to must not go. */
    private static final Duration KEPT_AFTER_THE_END = Duration.ofMinutes(1);

    private static final long SECONDS_BETWEEN_CLEANINGS = 60;
    private static final int MOST_REMOVED = 10_000;
    private static final int MOST_SECONDS_A_STATEMENT = 2;

    private final JdbcClient jdbc;
    private final AtomicLong lastCleaning = new AtomicLong(Long.MIN_VALUE);

    SharedCounts(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(MOST_SECONDS_A_STATEMENT);
        this.jdbc = JdbcClient.create(template);
    }

    /** As {@link Allowance.Exchange#add} says, for the subject by that name. */
    int @Nullable [] add(String subject, List<Limit> limits, long[] starts, int[] counted, long epochSecond) {
        try {
            int[] everywhere = added(subject, limits, starts, counted);
            clean(epochSecond);
            return everywhere;
        } catch (DataAccessException e) {
            LOG.debug("what other processes have counted cannot be known", e);
            return null;
        }
    }

    private int[] added(String subject, List<Limit> limits, long[] starts, int[] counted) {
        Map<Integer, Integer> sums = new HashMap<>();
        Integer[] seconds = new Integer[limits.size()];
        Long[] begins = new Long[limits.size()];
        Integer[] counts = new Integer[limits.size()];
        for (int i = 0; i < limits.size(); i++) {
            seconds[i] = limits.get(i).seconds();
            begins[i] = starts[i];
            counts[i] = counted[i];
        }
        jdbc.sql("""
                        INSERT INTO request_count AS kept (subject, seconds, starts_at, requests)
                        SELECT ?, seconds, to_timestamp(starts), requests
                        FROM unnest(?, ?, ?) AS counted (seconds, starts, requests)
                        ON CONFLICT (subject, seconds, starts_at)
                            DO UPDATE SET requests = kept.requests + excluded.requests
                        RETURNING seconds, requests
                        """).params(subject, seconds, begins, counts).query(row -> {
            sums.put(row.getInt(1), row.getInt(2));
        });
        return limits.stream()
                .mapToInt(limit -> sums.getOrDefault(limit.seconds(), 0))
                .toArray();
    }

    private void clean(long epochSecond) {
        long last = lastCleaning.get();
        if (epochSecond - SECONDS_BETWEEN_CLEANINGS < last || !lastCleaning.compareAndSet(last, epochSecond)) {
            return;
        }
        Timestamp latestEnd = Timestamp.from(Instant.ofEpochSecond(epochSecond).minus(KEPT_AFTER_THE_END));
        jdbc.sql("""
                        DELETE FROM request_count WHERE (subject, seconds, starts_at) IN (
                            SELECT subject, seconds, starts_at FROM request_count
                            WHERE starts_at + make_interval(secs => seconds) < ? LIMIT ? FOR UPDATE SKIP LOCKED)
                        """).params(latestEnd, MOST_REMOVED).update();
    }
}
