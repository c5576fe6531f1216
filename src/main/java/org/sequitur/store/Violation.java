package org.sequitur.store;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;

/** Which constraint of the database a statement ran into, by SQLSTATE. */
public enum Violation {
    FOREIGN_KEY("23503"),
    UNIQUE("23505");

    /**
     * Where Citus stores what a query brings it copies it to the machine, and reports what is wrong with it as an internal error of this
     * routine ({@code multi_copy.c}).
     */
    private static final String CITUS_COPY = "ReportCopyError";

    private final String sqlState;

    Violation(String sqlState) {
        this.sqlState = sqlState;
    }

    public boolean causes(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException e && causes(e);
    }

    public boolean causes(SQLException failure) {
        return sqlState.equals(failure.getSQLState()) || (this == UNIQUE && isOfCitusCopy(failure));
    }

    /** Most likely a value that is there already; nothing but words tells. */
    private static boolean isOfCitusCopy(SQLException failure) {
        ServerErrorMessage message =
                failure instanceof PSQLException ofServer ? ofServer.getServerErrorMessage() : null;
        return message != null && CITUS_COPY.equals(message.getRoutine());
    }
}
