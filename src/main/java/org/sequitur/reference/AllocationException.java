package org.sequitur.reference;

/** A request got no outcome; {@link #isUnknown} tells whether it may have been stored all the same. */
public final class AllocationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    private AllocationException(String message, boolean unknown) {
        super(message, null, false, false);
        this.unknown = unknown;
    }

    /** Nothing was stored and nothing consumed. */
    static AllocationException nothingDone(String message) {
        return new AllocationException(message, false);
    }

    static AllocationException unknown(String message) {
        return new AllocationException(message, true);
    }

    public boolean isUnknown() {
        return unknown;
    }
}
