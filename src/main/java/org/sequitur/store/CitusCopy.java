package org.sequitur.store;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What Citus says of rows that a query brings into a distributed table. It copies them to their machine, and whatever that refuses it reports
 * as an internal error, which elsewhere would mean that the server is in trouble. Source: {@code ReportCopyError} of Citus'
 * {@code multi_copy.c}.
 */
public final class CitusCopy {

    /** The text is translated, and says nothing else that a program could rely on. */
    private static final String ROUTINE = "ReportCopyError";

    private CitusCopy() {}

    /** Whether the rows were refused: nothing is stored, and the connection lives on. */
    public static boolean refused(SQLException failure) {
        ServerErrorMessage message =
                failure instanceof PSQLException ofServer ? ofServer.getServerErrorMessage() : null;
        return message != null && ROUTINE.equals(message.getRoutine());
    }
}
