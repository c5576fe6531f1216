package org.sequitur.server;

import org.sequitur.store.Database;
import org.sequitur.wire.Answer;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /health}, for whatever watches the server; without a token. */
@Controller
class HealthRoutes {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final Database database;

    HealthRoutes(Database database) {
        this.database = database;
    }

    @GetMapping("/health")
    Answer health() {
        if (!database.answers()) {
            throw WireException.unavailable("The database does not answer", RETRY_AFTER_SECONDS);
        }
        return Answer.ok(out -> out.text("status", "ok"));
    }
}
