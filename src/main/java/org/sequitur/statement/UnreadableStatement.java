package org.sequitur.statement;

/** A statement that cannot be read, or not without guessing; nothing of it is taken. */
final class UnreadableStatement extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason tells people where and what, without its text */
    UnreadableStatement(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    static UnreadableStatement inLine(long line, String what) {
        return new UnreadableStatement("Line " + line + ": " + what);
    }
}
