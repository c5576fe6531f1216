package org.sequitur.reference;

/** A request got no document, and why. */
public final class AllocationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the caller can make of it. */
    public enum Kind {
        /** Nothing was stored and nothing consumed; the same request may be sent again. */
        NOTHING_DONE,
        /** Nothing was stored, and the same request will be refused again: the database does not take its data. */
        NOT_STORABLE,
        /** It may have been stored or not; look before sending it again. */
        UNKNOWN
    }

    private final Kind kind;

    AllocationException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static AllocationException nothingDone(String message) {
        return new AllocationException(Kind.NOTHING_DONE, message);
    }

    static AllocationException unknown(String message) {
        return new AllocationException(Kind.UNKNOWN, message);
    }

    static AllocationException stopping() {
        return unknown("The server is stopping; it is not known whether the document was stored");
    }

    public Kind kind() {
        return kind;
    }
}
