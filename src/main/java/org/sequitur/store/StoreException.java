package org.sequitur.store;

/** The database cannot be used; the message is the one line that tells the user why and what to do. */
public final class StoreException extends RuntimeException {

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
