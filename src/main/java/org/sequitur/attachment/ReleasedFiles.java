package org.sequitur.attachment;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.HouseConnections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes, every ten minutes, the bytes of what was released an hour ago, and gives up what has been coming in for an hour. The hour
 * is for downloads, and for backups by other programs, that are under way; a backup by {@link FileArchive} holds the removal off. A row
 * is locked while a transaction keeps its file, and passed over then.
 */
final class ReleasedFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReleasedFiles.class);
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final int AT_A_TIME = 100;

    private final HouseConnections house;
    private final @Nullable FileDirectory directory;
    private final Thread thread;

    ReleasedFiles(HouseConnections house, @Nullable FileDirectory directory) {
        this.house = house;
        this.directory = directory;
        this.thread = Thread.ofVirtual().name("released-files").start(this::sweepAgainAndAgain);
    }

    private record Released(
            long companyId, long id, @Nullable String name) {}

    private void sweepAgainAndAgain() {
        int removed = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (removed < AT_A_TIME) {
                    Thread.sleep(BETWEEN);
                }
                removed = sweep();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.warn("Files that were released were not removed, and will be later: {}", e.getMessage());
                removed = 0;
            }
        }
    }

    /** How many were removed, or put off for another hour because they could not be: at most {@link #AT_A_TIME}. */
    int sweep() {
        house.jdbc().sql("""
                        UPDATE stored_file SET state = 'released', since = clock_timestamp() WHERE (company_id, id) IN (
                            SELECT company_id, id FROM stored_file
                            WHERE state = 'incoming' AND since < clock_timestamp() - interval '1 hour'
                            ORDER BY since LIMIT ? FOR UPDATE SKIP LOCKED)
                        """).param(AT_A_TIME).update();
        return Objects.requireNonNull(house.transactions().execute(status -> {
            if (!mayRemove()) {
                return 0;
            }
            int seen = 0;
            for (Released file : released(house.jdbc())) {
                // The file goes before its row: whoever dies in between, the row tells of it still.
                String then = isRemoved(file)
                        ? "DELETE FROM stored_file"
                        : "UPDATE stored_file SET since = clock_timestamp()";
                seen += house.jdbc()
                        .sql(then + " WHERE company_id = ? AND id = ?")
                        .params(file.companyId(), file.id())
                        .update();
            }
            return seen;
        }));
    }

    /** Not while a backup is being made: it may still have to read what was released since it began. */
    private boolean mayRemove() {
        return house.jdbc()
                .sql("SELECT pg_try_advisory_xact_lock(?)")
                .param(FileArchive.HOLDS_THE_SWEEP)
                .query(Boolean.class)
                .single();
    }

    private List<Released> released(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT company_id, id, name FROM stored_file
                        WHERE state = 'released' AND since < clock_timestamp() - interval '1 hour'
                          AND (name IS NULL OR ?)
                        ORDER BY since LIMIT ? FOR UPDATE SKIP LOCKED
                        """)
                .params(directory != null, AT_A_TIME)
                .query((row, number) ->
                        new Released(row.getLong("company_id"), row.getLong("id"), row.getString("name")))
                .list();
    }

    private boolean isRemoved(Released file) {
        if (file.name() == null || directory == null) {
            return file.name() == null;
        }
        try {
            directory.remove(file.name());
            return true;
        } catch (IOException e) {
            LOG.warn("File {} of company {} was not removed, and will be later", file.id(), file.companyId(), e);
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
