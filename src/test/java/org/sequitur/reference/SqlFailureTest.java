package org.sequitur.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the allocator makes of failures that look alike. */
class SqlFailureTest {

    /** As a connection lost, the batch would be tried for as long as there is time, and refused then. */
    @Test
    void aValueThatCitusFindsTakenWhileItCopiesIsNoLostConnection() {
        assertThat(SqlFailure.of(internalError("ReportCopyError"))).isEqualTo(SqlFailure.TAKEN);
        assertThat(SqlFailure.of(internalError("mdread"))).isEqualTo(SqlFailure.DISCONNECTED);
    }

    @Test
    void aTakenValueIsKnownByItsState() {
        assertThat(SqlFailure.of(new SQLException("duplicate", "23505"))).isEqualTo(SqlFailure.TAKEN);
        assertThat(SqlFailure.of(new SQLException("check", "23514"))).isEqualTo(SqlFailure.DATA);
    }

    /** As it comes on the wire: fields of a letter and a text. */
    private static SQLException internalError(String routine) {
        return new PSQLException(new ServerErrorMessage(
                "SERROR\0CXX000\0Mduplicate key value violates a constraint\0R" + routine + "\0\0"));
    }
}
