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

    /** What the operator can make of it. */
    enum Reason {
        /** Of its company, too many waited already. */
        COMPANY_QUEUE_FULL,
        /** Of all companies, too many waited already. */
        QUEUE_FULL,
        WAITED_TOO_LONG,
        /** Others held locks on the same records for too long. */
        CONFLICT,
        DATABASE_AWAY,
        DATABASE_REFUSED,
        /** The database does not take the document's data. */
        NOT_STORABLE,
        /** The database was so slow with it that nothing is known. */
        DATABASE_TOO_SLOW,
        /** A fault of this program. */
        FAULT,
        STOPPING
    }

    private final Kind kind;
    private final Reason reason;

    AllocationException(Kind kind, Reason reason, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.reason = reason;
    }

    static AllocationException nothingDone(Reason reason, String message) {
        return new AllocationException(Kind.NOTHING_DONE, reason, message);
    }

    static AllocationException unknown(Reason reason, String message) {
        return new AllocationException(Kind.UNKNOWN, reason, message);
    }

    static AllocationException stopping() {
        return unknown(Reason.STOPPING, "The server is stopping; it is not known whether the document was stored");
    }

    public Kind kind() {
        return kind;
    }

    Reason reason() {
        return reason;
    }
}
