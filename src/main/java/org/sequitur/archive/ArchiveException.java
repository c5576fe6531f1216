package org.sequitur.archive;

import org.jspecify.annotations.Nullable;

/** An archive cannot be written, read or loaded; the message is the one line that tells why. */
public final class ArchiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ArchiveException(String message) {
        super(message);
    }

    public ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
