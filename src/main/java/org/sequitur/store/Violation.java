package org.sequitur.store;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;

/** Which constraint of the database a statement ran into, by SQLSTATE. */
public enum Violation {
    FOREIGN_KEY("23503"),
    UNIQUE("23505");

    private final String sqlState;

    Violation(String sqlState) {
        this.sqlState = sqlState;
    }

    public boolean causes(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException e && sqlState.equals(e.getSQLState());
    }
}
