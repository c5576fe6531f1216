package org.sequitur.log;

/** The log could not be written as it is set, or would hold what nobody may read. */
public final class UnusableLogSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableLogSettingException(String message) {
        super(message);
    }
}
