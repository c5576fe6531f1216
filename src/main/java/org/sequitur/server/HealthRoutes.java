package org.sequitur.server;

import java.util.concurrent.locks.ReentrantLock;
import org.sequitur.store.Database;
import org.sequitur.wire.Answer;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * {@code /health}, for whatever watches the server; without a token. The database is asked by one request at a time, and those
 * that waited meanwhile share its answer: anyone may ask, but nobody can use up the database's connections by it.
 */
@Controller
class HealthRoutes {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final Database database;
    private final Drain drain;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Known known = new Known(false, 0);

    /** An answer of the database, and how many had been given before it. */
    private record Known(boolean answers, long count) {}

    HealthRoutes(Database database, Drain drain) {
        this.database = database;
        this.drain = drain;
    }

    @GetMapping("/health")
    Answer health() {
        if (drain.hasBegun()) {
            throw WireException.unavailable("The server is about to stop", RETRY_AFTER_SECONDS);
        }
        if (!databaseAnswers()) {
            throw WireException.unavailable("The database does not answer", RETRY_AFTER_SECONDS);
        }
        return Answer.ok(out -> out.text("status", "ok"));
    }

    private boolean databaseAnswers() {
        long countAtArrival = known.count();
        turn.lock();
        try {
            // The first answer since then may be to a question that was asked before; the second cannot.
            if (known.count() < countAtArrival + 2) {
                known = new Known(database.answers(), known.count() + 1);
            }
            return known.answers();
        } finally {
            turn.unlock();
        }
    }
}
