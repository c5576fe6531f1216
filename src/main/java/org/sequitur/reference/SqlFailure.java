package org.sequitur.reference;

import java.sql.SQLException;

/** What a failure of the database means for a batch. SQLSTATE classes: PostgreSQL manual, appendix A. */
enum SqlFailure {
    /** An automatic reference, or another unique value, was taken: 23505. */
    TAKEN,
    /** Data of one of the requests, or a conflict with another transaction: classes 22, 23, 40 and a lock not had in time. */
    ONE_OF_THEM,
    /** The connection is gone, or the database is not to be had: nothing more is known. */
    DISCONNECTED,
    /** The database refused the statement; nothing was committed. */
    REFUSED;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    static SqlFailure of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals(UNIQUE_VIOLATION)) {
            return TAKEN;
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return ONE_OF_THEM;
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "22", "23", "40" -> ONE_OF_THEM;
            // 57014 is a statement cancelled by its time-out: the session lives on.
            case "57" -> state.equals("57014") ? REFUSED : DISCONNECTED;
            case "", "08", "XX", "58", "53" -> DISCONNECTED;
            default -> REFUSED;
        };
    }
}
