package org.sequitur.backup;

/** A backup cannot be made, or not be used; the message is the one line that tells why. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
