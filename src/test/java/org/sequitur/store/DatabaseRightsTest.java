package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of somebody's own, in which the role of the server may not do everything. */
class DatabaseRightsTest {

    private static final Pattern ADVICE =
            Pattern.compile("; ask an administrator of the database for: (.*; GRANT [a-z_, ]* TO [a-z]+)$");

    @TempDir
    private Path temporary;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() {
        postgres = EmbeddedPostgres.start(temporary);
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void whoMayMakeNoRolesIsToldWhatAnAdministratorHasToRunAndThenStarts() throws Exception {
        administrate("CREATE ROLE plain LOGIN PASSWORD 'p'", "CREATE DATABASE plain OWNER plain");
        administrate("DROP ROLE sequitur_app", "DROP ROLE sequitur_writer");
        String advice = refusal("plain");
        assertThat(advice).contains("CREATE ROLE sequitur_app", "CREATE ROLE sequitur_writer", "TO plain");

        administrate(advice.split("; ", -1));
        assertStarts("plain");
        assertStarts("plain");
    }

    @Test
    void whoMayNotUseTheRolesOfAnotherDatabaseIsToldToo() throws Exception {
        administrate("CREATE ROLE guest LOGIN PASSWORD 'p' CREATEROLE", "CREATE DATABASE guest OWNER guest");
        String advice = refusal("guest");

        administrate(advice.substring(advice.indexOf("GRANT")));
        assertStarts("guest");
    }

    @Test
    void whoMayMakeNoTablesIsTold() throws Exception {
        administrate("CREATE ROLE reader LOGIN PASSWORD 'p'", "CREATE DATABASE theirs");
        assertThatThrownBy(() -> Database.open(address("reader", "theirs")))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("cannot be brought up to date: permission denied for schema public")
                .message()
                .hasLineCount(1);
    }

    /** What the administrator is asked for, out of the one line that the start ends with. */
    private String refusal(String role) {
        Throwable refused =
                catchThrowable(() -> Database.open(address(role, role)).close());
        assertThat(refused).isInstanceOf(StoreException.class).message().hasLineCount(1);
        Matcher advice = ADVICE.matcher(String.valueOf(refused.getMessage()));
        assertThat(advice.find()).as(refused.getMessage()).isTrue();
        return advice.group(1).strip();
    }

    private void assertStarts(String role) throws SQLException {
        try (Database database = Database.open(address(role, role));
                Connection writer = database.connectWriter()) {
            assertThat(writer.isValid(1)).isTrue();
            assertThat(CompanyAtWork.<String, SQLException>call(1, () -> {
                        try (Connection connection = database.companyPool().getConnection();
                                Statement statement = connection.createStatement();
                                var rows = statement.executeQuery("SELECT current_user")) {
                            rows.next();
                            return rows.getString(1);
                        }
                    }))
                    .isEqualTo("sequitur_app");
        }
    }

    private DatabaseAddress address(String role, String database) {
        return new DatabaseAddress(url(database), role, "p");
    }

    private String url(String database) {
        return postgres.address().url().replace("/sequitur?", "/" + database + "?");
    }

    private void administrate(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        url("postgres"), Cluster.SUPERUSER, postgres.address().password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
