package org.sequitur.store;

import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a commit says about the standbys that it had to wait for. When somebody cancels the wait, PostgreSQL reports success, with a
 * warning that the transaction is committed here "but might not have been replicated": it would be lost if the standby took over.
 * Source: PostgreSQL manual, 26.2.8 Synchronous Replication, and {@code SyncRepWaitForLSN}.
 */
final class StandbyWait {

    /** Of PostgreSQL's source. The text of the warning is translated, and its SQLSTATE that of all warnings. */
    private static final String ROUTINE = "SyncRepWaitForLSN";

    /** Transaction resolution unknown, of the class of lost connections: nobody may take it for done, nor for not done. */
    private static final String UNKNOWN = "08007";

    private StandbyWait() {}

    /** @throws SQLException when a commit among what these warnings are about may not be at the standbys */
    static void refuseIfGivenUp(@Nullable SQLWarning first) throws SQLException {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            ServerErrorMessage message =
                    warning instanceof PSQLWarning ofServer ? ofServer.getServerErrorMessage() : null;
            if (message != null && ROUTINE.equals(message.getRoutine())) {
                throw new SQLException(
                        "It is not known whether a standby has the commit: " + message, UNKNOWN, warning);
            }
        }
    }
}
