package org.sequitur.reference;

import java.sql.SQLException;

/** Carries an SQLException out of a lambda. */
public final class UncheckedSqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException reason;

    public UncheckedSqlException(SQLException reason) {
        super(reason);
        this.reason = reason;
    }

    public SQLException reason() {
        return reason;
    }
}
