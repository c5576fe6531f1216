package org.sequitur.reference;

import java.sql.SQLException;
import org.sequitur.store.CitusCopy;

/** What a failure of the database means for a batch. SQLSTATE classes: PostgreSQL manual, appendix A. */
enum SqlFailure {
    /** An automatic reference, or another unique value, was taken: 23505, and whatever {@linkplain CitusCopy Citus} says while it copies. */
    TAKEN,
    /** Data of one of the requests: classes 22 and 23. */
    DATA,
    /** A conflict with another transaction: class 40, and a lock not had in time. */
    CONFLICT,
    /** The connection is gone, or the database is not to be had: nothing more is known. */
    DISCONNECTED,
    /** The database refused the statement; nothing was committed. */
    REFUSED;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Whether it may be due to one request alone, so that the others can be stored without it. */
    boolean mayBeOfOne() {
        return this == TAKEN || this == DATA || this == CONFLICT;
    }

    static SqlFailure of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals(UNIQUE_VIOLATION) || CitusCopy.refused(failure)) {
            return TAKEN;
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return CONFLICT;
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "22", "23" -> DATA;
            case "40" -> CONFLICT;
            // 57014 is a statement cancelled by its time-out: the session lives on.
            case "57" -> state.equals("57014") ? REFUSED : DISCONNECTED;
            case "", "08", "XX", "58", "53" -> DISCONNECTED;
            default -> REFUSED;
        };
    }
}
