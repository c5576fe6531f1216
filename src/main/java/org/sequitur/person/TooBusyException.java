package org.sequitur.person;

/** Too many passwords are being checked; nothing was done, and the same may be tried again shortly. */
public final class TooBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooBusyException() {
        super("too many passwords are being checked at the moment");
    }
}
