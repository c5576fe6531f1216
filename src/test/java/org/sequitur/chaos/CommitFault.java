package org.sequitur.chaos;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What happens to the next commit on a {@link DatabaseLine}. */
final class CommitFault {

    enum Kind {
        /** The connection breaks before the database hears of the commit: nothing is stored. */
        LOST,
        /** The database commits, and the connection breaks before the server hears of it. */
        UNANSWERED,
        /** The connection breaks, and the database hears of the commit some time later: what is lost is still under way. */
        LATE,
        /** The database hears of it some time later. */
        SLOW,
        /** Something happens, and only then the database hears of it. */
        AFTER_ACTION,
        /** The database hears of it, and at that moment something happens. */
        BEFORE_ACTION
    }

    final Kind kind;
    final Duration delay;
    final Action action;

    /** Complete when it has happened. */
    final CompletableFuture<Void> happened = new CompletableFuture<>();

    private CommitFault(Kind kind, Duration delay, Action action) {
        this.kind = kind;
        this.delay = delay;
        this.action = action;
    }

    static CommitFault of(Kind kind, Duration delay) {
        return new CommitFault(kind, delay, () -> {});
    }

    static CommitFault withAction(Kind kind, Action action) {
        return new CommitFault(kind, Duration.ZERO, action);
    }

    interface Action {
        void run() throws InterruptedException;
    }
}
