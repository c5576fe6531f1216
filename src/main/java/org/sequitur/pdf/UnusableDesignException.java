package org.sequitur.pdf;

/** A template or style sheet of a company's own cannot be drawn with; the message says why, to whoever wrote it. */
final class UnusableDesignException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDesignException(String reason, Throwable cause) {
        super(reason, cause);
    }

    UnusableDesignException(String reason) {
        super(reason);
    }
}
