package org.sequitur.pdf;

import java.time.Duration;

/**
 * Ends the drawing of a document that takes too long. The libraries cannot be interrupted, so everything of ours that they call looks
 * at it: for each element, each page and each piece of text.
 */
final class Watch {

    private final long end;
    private final Duration most;

    Watch(Duration most) {
        this.most = most;
        this.end = System.nanoTime() + most.toNanos();
    }

    /** A document took longer than it may. */
    static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLongException(Duration most) {
            super("drawing took longer than " + most);
        }
    }

    /** @throws TooLongException when the time is over */
    void check() {
        if (System.nanoTime() - end > 0) {
            throw new TooLongException(most);
        }
    }
}
