package org.sequitur.attachment;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

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

    private static final String OVER = "since < statement_timestamp() - interval '1 hour'";

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
        for (Turn turn : house.turns("stored_file WHERE state = 'incoming' AND " + OVER)) {
            house.jdbc()
                    .sql("""
                            UPDATE stored_file SET state = 'released', since = statement_timestamp()
                            WHERE %1$s AND (company_id, id) IN (
                                SELECT company_id, id FROM stored_file WHERE %1$s AND state = 'incoming' AND %2$s
                                ORDER BY since LIMIT ? FOR UPDATE SKIP LOCKED)
                            """.formatted(turn.of("company_id"), OVER))
                    .param(AT_A_TIME)
                    .update();
        }
        int removed = 0;
        for (Turn turn : house.turns("stored_file WHERE state = 'released' AND " + OVER)) {
            removed += sweep(turn);
        }
        return removed;
    }

    private int sweep(Turn turn) {
        return Objects.requireNonNull(house.transactions().execute(status -> {
            if (!mayRemove()) {
                return 0;
            }
            int seen = 0;
            for (Released file : released(turn)) {
                // The file goes before its row: whoever dies in between, the row tells of it still.
                String then = isRemoved(file)
                        ? "DELETE FROM stored_file"
                        : "UPDATE stored_file SET since = statement_timestamp()";
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

    private List<Released> released(Turn turn) {
        return house.jdbc()
                .sql("""
                        SELECT company_id, id, name FROM stored_file
                        WHERE %s AND state = 'released' AND %s AND (name IS NULL OR ?)
                        ORDER BY since LIMIT ? FOR UPDATE SKIP LOCKED
                        """.formatted(turn.of("company_id"), OVER))
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
