package org.sequitur.freeagent;

import org.jspecify.annotations.Nullable;

/** The API that is copied from gives no further answer; the message is the one line that tells why, and how to go on. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SourceException(String message) {
        super(message);
    }

    SourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
