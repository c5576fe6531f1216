package org.sequitur.statement;

/** A statement that cannot be read, or not without guessing; nothing of it is taken. */
final class UnreadableStatement extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message tells people where and what, without its text */
    UnreadableStatement(String message) {
        super(message, null, false, false);
    }

    static UnreadableStatement inLine(long line, String what) {
        return new UnreadableStatement("Line " + line + ": " + what);
    }
}
