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

    /** Whether only the commit of a batch will do: one that travels together with what it commits. */
    final boolean ofBatch;

    /** Complete when it has happened. */
    final CompletableFuture<Void> happened = new CompletableFuture<>();

    private CommitFault(Kind kind, Duration delay, Action action, boolean ofBatch) {
        this.kind = kind;
        this.delay = delay;
        this.action = action;
        this.ofBatch = ofBatch;
    }

    static CommitFault of(Kind kind, Duration delay, boolean ofBatch) {
        return new CommitFault(kind, delay, () -> {}, ofBatch);
    }

    static CommitFault withAction(Kind kind, Action action) {
        return new CommitFault(kind, Duration.ZERO, action, true);
    }

    interface Action {
        void run() throws InterruptedException;
    }
}
