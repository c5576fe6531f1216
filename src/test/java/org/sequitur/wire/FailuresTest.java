package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.CannotCreateTransactionException;

/** Which failures are the server's, and which will pass. */
class FailuresTest {

    private static int status(Exception failure) {
        return Refusals.of(new MockHttpServletRequest("GET", "/v2/company"), failure)
                .status();
    }

    @ParameterizedTest
    @CsvSource({
        "08006, 503",
        "08001, 503",
        "57P01, 503",
        "57014, 503",
        "53300, 503",
        "40P01, 503",
        "40001, 503",
        "55P03, 503",
        "23505, 500",
        "42601, 500",
        "22021, 500",
        "XX000, 500"
    })
    void theDatabaseSaysWhetherItWillPass(String state, int status) {
        var translated = new SQLStateSQLExceptionTranslator()
                .translate("select", "SELECT 1", new SQLException("the password is x", state));
        assertThat(status(translated == null ? new IllegalStateException(new SQLException("x", state)) : translated))
                .isEqualTo(status);
    }

    @Test
    void noConnectionWillPass() {
        SQLException none = new SQLTransientConnectionException("Connection is not available, timed out after 10000ms");
        assertThat(status(new CannotGetJdbcConnectionException("none", none))).isEqualTo(503);
        assertThat(status(new CannotCreateTransactionException("none", none))).isEqualTo(503);
    }

    @Test
    void whatNobodyExpectedIsTheServersFaultAndABodyThatBreaksOffIsNot() {
        assertThat(status(new IllegalStateException("x"))).isEqualTo(500);
        assertThat(status(new IOException("x"))).isEqualTo(400);
        assertThat(status(WireException.conflict())).isEqualTo(409);
    }
}
